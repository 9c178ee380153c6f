import json,sys,random
from collections import Counter
from labeling.core.words import words_of
from labeling.core.casualties.sentence import sentences
from labeling.core.phrases import longest
D='/work/shared/data/'
def load(n): return [json.loads(l) for l in open(D+n)]
for n in ['re3d/train','re3d/dev','muc4/train','muc4/dev']:
    docs=load(n+'.jsonl'); c=Counter(); L=Counter()
    for d in docs:
        w=words_of(d['text']); S=set(w.starts);E=set(w.ends)
        by={}
        for s in d['spans']:
            c['n']+=1
            c['unaligned']+= not(s['start'] in S and s['end'] in E)
            by.setdefault(s['label'],[]).append((s['start'],s['end']))
        for l,p in by.items():
            k=longest(p); c['nonlongest']+=len(p)-len(k); L[l]+=len(p)
    print(n,len(docs),sum(len(d['text']) for d in docs),c,L)
d=load('re3d/train.jsonl')
for x in d[:6]: print(x['text'][:300]); print([x['text'][s['start']:s['end']]+'|'+s['label'] for s in x['spans']][:25])
