import json,sys,random,time,os
import pycrfsuite
from pathlib import Path
from collections import Counter
sys.path.insert(0,'/tmp/h/crf_exp')
from feats import *
from labeling.core.gazetteer_file import read_gazetteer
from labeling.core.phrases import longest
D='/work/shared/data/'
def load(n): return [json.loads(l) for l in open(D+n)]
G=Path('seeds/gazetteer.toml'); gaz=read_gazetteer(G.read_text(),where='g',labels=['ACTOR','WEAPON','BASE','CASUALTY'])
def prep(docs):
    r=[]
    for d in docs:
        w,sents,seqs=features(d['text'],gaz)
        items=[pycrfsuite.ItemSequence(s) for s in seqs]
        r.append((d,w,sents,items))
    return r
def tags(d,w,sents,label):
    t=['O']*len(w.keys)
    S={s:i for i,s in enumerate(w.starts)};E={e:i for i,e in enumerate(w.ends)}
    for a,b in longest((s['start'],s['end']) for s in d['spans'] if s['label']==label):
        i,j=S[a],E[b]
        if i==j: t[i]='S'
        else:
            t[i]='B'; t[j]='E'
            for k in range(i+1,j): t[k]='I'
    return [[t[i] for i in s] for s in sents]
def train(P,label,params,algo='lbfgs',keep=None):
    tr=pycrfsuite.Trainer(verbose=False); tr.select(algo)
    for d,w,sents,items in P:
        for x,y in zip(items,tags(d,w,sents,label)): tr.append(x,y)
    tr.set_params(params); f='/tmp/h/crf_exp/m.crf'; tr.train(f)
    t=pycrfsuite.Tagger(); t.open(f); return t
def predict(t,P):
    out=[]
    for d,w,sents,items in P:
        sp=[]
        for s,x in zip(sents,items):
            y=t.tag(x); a=None
            for k,tag in enumerate(y):
                if tag in 'BS' : a=k
                if tag in 'SE' and a is not None: sp.append((w.starts[s[a]],w.ends[s[k]])); a=None
        out.append(sp)
    return out
def score(P,preds,label):
    tp=fp=fn=0
    for (d,*_),sp in zip(P,preds):
        g={(s['start'],s['end']) for s in d['spans'] if s['label']==label}
        p=set(sp); tp+=len(g&p); fp+=len(p-g); fn+=len(g-p)
    return tp,fp,fn
def f1(t): tp,fp,fn=t; return 2*tp/(2*tp+fp+fn) if tp else 0
