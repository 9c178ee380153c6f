
from rr import *
import rr
labels=['ACTOR','WEAPON','BASE']
P=prepare(load('re3d/train.jsonl'),labels); enrich(P)
idx=np.random.RandomState(1).permutation(len(P)); folds=np.array_split(idx,4)
def outer(algo,params,temp,n=None,K=3,kinds=('base','lr')):
    acc={(k,c):[] for k in kinds for c in ('iso','platt')}; tests=[]; t0=time.process_time()
    for f in folds:
        fs=set(f); T=[P[i] for i in range(len(P)) if i not in fs]; Test=[P[i] for i in f]
        if n: T=random.Random(int(f[0])).sample(T,n)
        o=oof_of(T,labels,algo,params,temp,1,K); C=final_of(T,Test,labels,algo,params,temp); tests+=Test
        for k in acc:
            ap,_=attach(o,labels,*k); acc[k]+=[ap(r) for r in C]
    print(algo,params,temp,'n',n,'K',K,'cpu %.0f'%(time.process_time()-t0))
    for k in acc: print('   ',k,measure(tests,acc[k],labels),'| WEAPON',measure(tests,acc[k],['WEAPON'])[:7],flush=True)
if __name__=='__main__':
  for n in (None,25):
    outer('lbfgs',dict(c1=.1,c2=.1,max_iterations=40),.7,n)
    outer('lbfgs',dict(c1=.1,c2=.1,max_iterations=40),.7,n,K=5)
    outer('lbfgs',{'c1':.1,'c2':.1,'max_iterations':40,'feature.minfreq':2},.7,n)
    outer('lbfgs',{'c1':.3,'c2':.05,'max_iterations':40},.7,n)
    outer('lbfgs',{'c1':.0,'c2':.3,'max_iterations':25},.7,n)
    outer('ap',{'max_iterations':8},.15,n)
    outer('ap',{'max_iterations':8,'feature.minfreq':2},.15,n)
    outer('l2sgd',{'c2':.1,'max_iterations':8,'calibration.samples':200,'feature.minfreq':2},.7,n)
