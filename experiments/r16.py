import rr
from rr import *
import r14,r15
L3=['ACTOR','WEAPON','BASE']; L4=L3+['CASUALTY']
algo,params,temp='lbfgs',dict(c1=.3,c2=.05,max_iterations=30),.7
def avg(ms):
    vocab={}
    for v,_,_ in ms:
        for a in v: vocab.setdefault(a,len(vocab))
    W=np.zeros((len(vocab),5));A=np.zeros((5,5))
    for v,w,a in ms:
        W[[vocab[x] for x in v]]+=w/len(ms); A+=a/len(ms)
    return vocab,W,A
def three(T,Test,labels,keep,K):
    idx=np.random.RandomState(0).permutation(len(T)); folds=np.array_split(idx,K); o=[]; Ms=[]
    for f in folds:
        fs=set(f); ins=[T[i] for i in range(len(T)) if i not in fs]; outs=[T[i] for i in f]
        s=[x for x in ins if x.d['spans']]; M={l:train_crf(s,l,algo,params,keep) for l in labels}; Ms.append(M); D=dictionary(s,labels); rel=relevance(ins)(outs)
        o+=[(x,candidates(x,M,D,labels,temp,q)) for x,q in zip(outs,rel)]
    s=[x for x in T if x.d['spans']]; F={l:train_crf(s,l,algo,params,keep) for l in labels}; D=dictionary(s,labels); rel=relevance(T)(Test)
    R={}
    for nm,M in (('final',F),('folds',{l:avg([m[l] for m in Ms]) for l in labels}),('both',{l:avg([m[l] for m in Ms]+[F[l]]) for l in labels})):
        R[nm]=[candidates(x,M,D,labels,temp,r) for x,r in zip(Test,rel)]
    return o,R
def rep(name,runs,labels):
    for nm in ('final','folds','both'):
        for cols in (None,r15.core):
            tests=[];acc=[]
            for o,Test,R in runs:
                f=r15.fit2(o,labels,cols,.01,'platt'); tests+=Test; acc+=[f(r) for r in R[nm]]
            print(name,nm,'base' if cols is None else 'core',measure(tests,acc,labels),measure(tests,acc,labels,True)[:8],flush=True)
P=prepare(load('re3d/train.jsonl'),L3); enrich(P); idx=np.random.RandomState(1).permutation(len(P)); folds=np.array_split(idx,4)
for n,K in ((None,4),(25,5)):
    runs=[]
    for f in folds:
        fs=set(f); T=[P[i] for i in range(len(P)) if i not in fs]; Test=[P[i] for i in f]
        if n: T=random.Random(int(f[0])).sample(T,n)
        o,R=three(T,Test,L3,1,K); runs.append((o,Test,R))
    rep(f're3d {n}',runs,L3)
rnd=random.Random(5); D=rnd.sample(load('muc4/train.jsonl'),600); P=prepare(D,L4); enrich(P); runs=[]
for s in range(3):
    T=P[s*150:s*150+100]; Test=P[(s*150+100):(s*150+150)]+P[((s+1)%4)*150:((s+1)%4)*150+100]
    o,R=three(T,Test,L4,.7,4); runs.append((o,Test,R))
rep('muc100',runs,L4)
