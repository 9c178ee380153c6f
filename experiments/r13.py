import rr, pickle
from rr import *
L3=['ACTOR','WEAPON','BASE']; L4=L3+['CASUALTY']
algo,params,temp='lbfgs',dict(c1=.3,c2=.05,max_iterations=30),.7

def slim(x):
    s=Slim(); s.gold=x.gold; s.d={'spans':bool(x.d['spans'])}; return s
out={}
P=prepare(load('re3d/train.jsonl'),L3); enrich(P); idx=np.random.RandomState(1).permutation(len(P)); folds=np.array_split(idx,4)
for n in (None,25):
    runs=[]
    for f in folds:
        fs=set(f); T=[P[i] for i in range(len(P)) if i not in fs]; Test=[P[i] for i in f]
        if n: T=random.Random(int(f[0])).sample(T,n)
        o=oof2(T,L3,algo,params,temp,1,4 if not n else 5); C=final2(T,Test,L3,algo,params,temp,1)
        runs.append(([(slim(x),r) for x,r in o],[slim(x) for x in Test],C))
    out['re3d',n]=(L3,runs)
rnd=random.Random(5); D=rnd.sample(load('muc4/train.jsonl'),600); P=prepare(D,L4); enrich(P); runs=[]
for s in range(4):
    T=P[s*150:s*150+100]; Test=P[(s*150+100):(s*150+150)]+P[((s+1)%4)*150:((s+1)%4)*150+100]
    o=oof2(T,L4,algo,params,temp,.7,3); C=final2(T,Test,L4,algo,params,temp,.7)
    runs.append(([(slim(x),r) for x,r in o],[slim(x) for x in Test],C))
out['muc',100]=(L4,runs)
pickle.dump(out,open('/tmp/h/crf_exp/c.pkl','wb'))
