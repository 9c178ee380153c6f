"""Everything Sitrep can refuse to do.

SitrepError
├── SchemeError
├── GazetteerError
├── FileRefused
│   ├── NothingToExport
│   └── MergeRefused
├── DocumentError
│   ├── DocumentConflict
│   ├── UnknownDocument
│   ├── SpanOutOfText
│   └── QuoteMismatch
├── OperationError
│   └── OperationConflict
├── SchemeChanged
├── SignInRefused
├── NotAllowed
├── StoreError
│   ├── NotADatabase
│   ├── DatabaseBusy
│   ├── DatabaseMoved
│   └── DatabaseDamaged
├── QueueRefused
├── AgreementRefused
├── NetworkRefused
└── TrainingRefused
    └── NoModel
"""


class SitrepError(Exception):
    """A refusal in one sentence for people; nothing was changed."""


class SchemeError(SitrepError):
    """The scheme file cannot be used."""


class GazetteerError(SitrepError):
    """The gazetteer file cannot be used."""


class FileRefused(SitrepError):
    """A file, folder or archive cannot be read or written as asked."""


class NothingToExport(FileRefused):
    """An export would be empty."""


class MergeRefused(FileRefused):
    """Two projects contradict each other."""


class DocumentError(SitrepError):
    """A document, or marks on it, cannot be taken."""


class DocumentConflict(DocumentError):
    """One id stands for two texts."""


class UnknownDocument(DocumentError):
    """No document has this id."""


class SpanOutOfText(DocumentError):
    """Offsets that do not lie inside the text."""


class QuoteMismatch(DocumentError):
    """The characters at the offsets are not the quoted ones."""


class OperationError(SitrepError):
    """An operation that cannot be applied to this layer."""


class OperationConflict(OperationError):
    """One op_id stands for two operations."""


class SchemeChanged(SitrepError):
    """The page works under another version of the scheme."""


class SignInRefused(SitrepError):
    """A name that cannot sign in."""


class NotAllowed(SitrepError):
    """Somebody's role does not allow what was asked."""


class StoreError(SitrepError):
    """The database file cannot be used."""


class NotADatabase(StoreError):
    """The file is not a Sitrep database."""


class DatabaseBusy(StoreError):
    """Another process holds the database for too long."""


class DatabaseMoved(StoreError):
    """The file was replaced or deleted while it was open."""


class DatabaseDamaged(StoreError):
    """The file's content is not what was written."""


class QueueRefused(SitrepError):
    """The queue cannot be dealt as asked."""


class AgreementRefused(SitrepError):
    """Agreement cannot be measured as asked."""


class NetworkRefused(SitrepError):
    """The app was asked to listen where it may not."""


class TrainingRefused(SitrepError):
    """There is not enough to learn from."""


class NoModel(TrainingRefused):
    """No model has been trained yet."""
