import r3
from r3 import *
from feats2 import features2
def build(opt):
    r3.P[:]=[]
    for d in tr:
        w,sents,seqs=features2(d['text'],gaz,opt); r3.P.append((d,w,sents,[pycrfsuite.ItemSequence(s) for s in seqs],seqs))
for opt in sys.argv[1:]:
    print(opt); build(opt.split(','))
    cv('lbfgs',dict(c1=.1,c2=.1,max_iterations=40),(.7,))
    #cv('ap',dict(max_iterations=10),(.12,))
