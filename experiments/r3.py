from e1 import *
from inf import *
import numpy as np
from sklearn.metrics import average_precision_score
tr=load('re3d/train.jsonl')
P=[]
for d in tr:
    w,sents,seqs=features(d['text'],gaz); P.append((d,w,sents,[pycrfsuite.ItemSequence(s) for s in seqs],seqs))
def cand(model,p,temp):
    d,w,sents,_,seqs=p; flat=[i for s in sents for i in s]
    em=emissions(seqs,*model[:2])
    return [(w.starts[flat[a]],w.ends[flat[b-1]],v) for a,b,v in spans(em,[len(s) for s in sents],model[2],temp)]
def ev(docs,preds,labels):
    # pooled over labels: pick threshold maximizing F1 by score pooled; also AP-like
    rows=[];G=0
    for l in labels:
        for d,c in zip(docs,preds[l]):
            g={(s['start'],s['end']) for s in d['spans'] if s['label']==l}; G+=len(g)
            taken=[]
            for a,b,v in sorted(c,key=lambda c:-c[2]):
                if all(b<=x or a>=y for x,y in taken): taken.append((a,b)); rows.append((v,(a,b) in g))
    rows.sort(reverse=True); v=np.array([r[0] for r in rows]);y=np.array([r[1] for r in rows])
    tp=y.cumsum(); f=2*tp/(np.arange(1,len(y)+1)+G); k=f.argmax(); prec=tp/np.arange(1,len(y)+1)
    ap=(prec*y).sum()/G
    return dict(F=round(f[k],4),at=round(v[k],3),P=round(prec[k],3),R=round(tp[k]/G,3),ap=round(ap,4), F5=round(f[np.searchsorted(-v,-.5)-1],3), recall_at_p6=round(max([tp[i]/G for i in range(len(y)) if prec[i]>=.6],default=0),3))
idx=np.random.RandomState(1).permutation(len(P)); folds=np.array_split(idx,4)
def train2(T,label,params,algo):
    tr=pycrfsuite.Trainer(verbose=False); tr.select(algo)
    for p in T:
        for x,y in zip(p[3],tags(*p[:3],label)): tr.append(x,y)
    tr.set_params(params); f=f'/tmp/h/crf_exp/m{os.getpid()}.crf'; tr.train(f); t=pycrfsuite.Tagger(); t.open(f); return t
def cv(algo,params,temps=(1.0,),nfold=4,labels=('ACTOR','WEAPON','BASE')):
    t0=time.time(); out={T:{l:[None]*len(P) for l in labels} for T in temps}; tt=0
    for f in folds[:nfold]:
        ins=[P[i] for i in range(len(P)) if i not in set(f)]
        for l in labels:
            t1=time.time(); m=weights(train2(ins,l,params,algo)); tt+=time.time()-t1
            for i in f:
                for T in temps: out[T][l][i]=cand(m,P[i],T)
    ii=[i for f in folds[:nfold] for i in f]
    for T in temps:
        print(algo,params,'T',T,ev([P[i][0] for i in ii],{l:[out[T][l][i] for i in ii] for l in labels},labels),'train %.1f all %.1f'%(tt,time.time()-t0),flush=True)
if __name__=='__main__':
    cv('ap',dict(max_iterations=10),(1,.5,.25,.12))
    cv('ap',dict(max_iterations=25),(1,.5,.25,.12))
    cv('l2sgd',dict(c2=1,max_iterations=15,period=5),(1,.7))
    cv('l2sgd',dict(c2=.1,max_iterations=15,period=5),(1,.7))
    cv('l2sgd',dict(c2=.1,max_iterations=50,period=5),(1,.7))
    cv('lbfgs',dict(c1=.1,c2=.1,max_iterations=50),(1,.7))
    cv('lbfgs',dict(c1=0,c2=.3,max_iterations=50),(1,.7))
    cv('lbfgs',dict(c1=0,c2=1,max_iterations=30),(1,.7))
    cv('arow',dict(max_iterations=10),(1,.5,.25))
