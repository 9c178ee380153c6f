import rr
from rr import *
def setup(opt):
    rr.OPT=opt
L3=['ACTOR','WEAPON','BASE']; L4=L3+['CASUALTY']
R=load('re3d/train.jsonl'); M=load('muc4/train.jsonl')
algo,params,temp='lbfgs',dict(c1=.3,c2=.05,max_iterations=30),.7
def exp(opt):
    setup(opt); t0=time.process_time()
    P=prepare(R,L3); enrich(P); idx=np.random.RandomState(1).permutation(len(P)); folds=np.array_split(idx,4)
    for n in (None,25):
        tests=[];acc={'base':[],'lr':[]}
        for f in folds:
            fs=set(f); T=[P[i] for i in range(len(P)) if i not in fs]; Test=[P[i] for i in f]
            if n: T=random.Random(int(f[0])).sample(T,n)
            o=oof2(T,L3,algo,params,temp,.4,3); C=final2(T,Test,L3,algo,params,temp,.4); tests+=Test
            for k in acc:
                ap,_=attach(o,L3,k,'platt'); acc[k]+=[ap(r) for r in C]
        for k in acc: print(opt,'re3d',n,k,measure(tests,acc[k],L3),flush=True)
    res={'base':[[],[]],'lr':[[],[]]}
    rnd=random.Random(5); D=rnd.sample(M,450); P=prepare(D,L4); enrich(P)
    tests=[];acc={'base':[],'lr':[]}
    for s in range(3):
        T=P[s*150:s*150+100]; Test=P[(s*150+100):(s*150+150)]+P[((s+1)%3)*150:((s+1)%3)*150+100]
        o=oof2(T,L4,algo,params,temp,.4,3); C=final2(T,Test,L4,algo,params,temp,.4); tests+=Test
        for k in acc:
            ap,_=attach(o,L4,k,'platt'); acc[k]+=[ap(r) for r in C]
    for k in acc: print(opt,'muc100 ALL',k,measure(tests,acc[k],L4)); print(opt,'          ONLY',k,measure(tests,acc[k],L4,True),'cpu %.0f'%(time.process_time()-t0),flush=True)
if __name__=='__main__':
    for o in sys.argv[1:]: exp(tuple(o.split(',')))
