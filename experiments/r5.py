from rr import *
labels=['ACTOR','WEAPON','BASE']
P=prepare(load('re3d/train.jsonl'),labels); enrich(P)
idx=np.random.RandomState(1).permutation(len(P)); folds=np.array_split(idx,4)
def outer(algo,params,temp,n=None):
    acc={k:({l:[] for l in labels}) for k in ('base','lr','hgb')}; tests=[]
    for f in folds:
        fs=set(f); T=[P[i] for i in range(len(P)) if i not in fs]; Test=[P[i] for i in f]
        if n: T=random.Random(int(f[0])).sample(T,n)
        oof,C=stage(T,Test,labels,algo,params,temp,verbose=False); tests+=Test
        for k in acc:
            pr=rerank(oof,C,labels,k)
            for l in labels: acc[k][l]+=pr[l]
    for k in acc: 
        print(algo,params,n,k,ev(tests,acc[k],labels),flush=True)
        if not n: print('   ',[ev(tests,{l:acc[k][l]},[l]) for l in labels])
outer('lbfgs',dict(c1=.1,c2=.1,max_iterations=40),.7)
outer('lbfgs',dict(c1=.1,c2=.1,max_iterations=40),.7,25)
outer('ap',dict(max_iterations=10),.15)
outer('ap',dict(max_iterations=10),.15,25)
