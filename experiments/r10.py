from rr import *
labels=['ACTOR','WEAPON','BASE','CASUALTY']
docs=[d for d in load('muc4/train.jsonl') if d['spans']]
t0=time.process_time(); P=prepare(docs,labels); print('prep cpu',time.process_time()-t0,sum(len(x.flat) for x in P))
def t(label,algo,params,keep):
    t0=time.process_time(); tr=pycrfsuite.Trainer(verbose=False); tr.select(algo); rnd=random.Random(0); n=0
    for x in P:
        for it,y in zip(x.items,x.tags[label]):
            if keep<1 and all(t=='O' for t in y) and rnd.random()>keep: continue
            tr.append(it,y); n+=len(y)
    tr.set_params(params); t1=time.process_time(); f='/tmp/h/crf_exp/t.crf'; tr.train(f); t2=time.process_time(); tg=pycrfsuite.Tagger(); tg.open(f); v,W,A=weights(tg); t3=time.process_time()
    print(label,algo,params,keep,'tokens',n,'append %.1f train %.1f read %.1f feats %d size %d'%(t1-t0,t2-t1,t3-t2,len(v),os.path.getsize(f)),flush=True)
for l in ('ACTOR','WEAPON'):
    t(l,'ap',dict(max_iterations=8),.3)
    t(l,'ap',{'max_iterations':8,'feature.minfreq':2},.3)
    t(l,'lbfgs',{'c1':.3,'c2':.05,'max_iterations':30},.3)
    t(l,'lbfgs',{'c1':.3,'c2':.05,'max_iterations':30,'feature.minfreq':2},.3)
    t(l,'lbfgs',{'c1':0,'c2':.3,'max_iterations':30,'feature.minfreq':2},.3)
    t(l,'l2sgd',{'c2':.1,'max_iterations':8,'calibration.samples':300,'feature.minfreq':2},.3)
