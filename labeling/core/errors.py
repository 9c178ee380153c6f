"""Everything Sitrep can refuse to do.

SitrepError
├── SchemeError
├── GazetteerError
├── GuidelineError
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
├── CommentRefused
├── CaseRefused
├── SignInRefused
│   └── TooManyTries
├── AccountRefused
│   ├── PasswordRefused
│   ├── InvitationRefused
│   └── UnknownPerson
├── NotAllowed
│   └── AdjudicationRefused
├── StoreError
│   ├── NotADatabase
│   ├── DatabaseBusy
│   ├── DatabaseMoved
│   ├── DatabaseDamaged
│   └── ModelDamaged
├── QueueRefused
├── AgreementRefused
├── RoundRefused
├── SettingRefused
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


class GuidelineError(SitrepError):
    """The guidelines cannot be used as they are given."""


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


class CommentRefused(SitrepError):
    """A comment that cannot be kept."""


class CaseRefused(SitrepError):
    """Something said on the question board that cannot be kept."""


class SignInRefused(SitrepError):
    """A name, or a name and a password, that cannot sign in."""


class TooManyTries(SignInRefused):
    """Somebody missed too often and has to wait."""


class AccountRefused(SitrepError):
    """An account cannot be made or changed as asked."""


class PasswordRefused(AccountRefused):
    """A new password that will not do, or an old one that is not the right one."""


class InvitationRefused(AccountRefused):
    """A link that was used, withdrawn or ran out."""


class UnknownPerson(AccountRefused):
    """Nobody has this name."""


class NotAllowed(SitrepError):
    """Somebody's role does not allow what was asked."""


class AdjudicationRefused(NotAllowed):
    """A document that this person, or nobody yet, may settle."""


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


class ModelDamaged(StoreError):
    """A stored model cannot be read; the rest of the project can."""


class QueueRefused(SitrepError):
    """The queue cannot be dealt as asked."""


class AgreementRefused(SitrepError):
    """Agreement cannot be measured as asked."""


class RoundRefused(SitrepError):
    """A round cannot be made or changed as asked."""


class SettingRefused(SitrepError):
    """A setting of the project cannot be what was asked."""


class NetworkRefused(SitrepError):
    """The app was asked to listen where it may not."""


class TrainingRefused(SitrepError):
    """There is not enough to learn from."""


class NoModel(TrainingRefused):
    """No model has been trained yet."""
