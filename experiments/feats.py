import re
from labeling.core.words import words_of, is_shouted
from labeling.core.casualties.sentence import sentences
from labeling.core.suggesting import known_finds
from labeling.core.suggesting import find_casualties

def shape(t):
    s=''.join('X' if c.isupper() else 'x' if c.islower() else 'd' if c.isdigit() else c for c in t)
    return re.sub(r'(.)\1{2,}',r'\1\1',s)

def doc_tokens(text, gaz, dic_phr=None):
    w=words_of(text); sh=is_shouted(text); n=len(w.keys)
    toks=[text[s:e] for s,e in zip(w.starts,w.ends)]
    low=[k.lower() for k in w.keys]
    hits=[[] for _ in range(n)]
    for a,b,l,src in known_finds(text,w,gaz):
        for i in range(a,b):
            p='S' if b-a==1 else 'B' if i==a else 'E' if i==b-1 else 'I'
            hits[i].append(f'{src}:{l}:{p}')
    sents=[]
    cur=[];sb=list(sentences(text)); j=0
    for i in range(n):
        while w.starts[i]>=sb[j][1]:
            if cur: sents.append(cur); cur=[]
            j+=1
        if '¶'==w.keys[i]: continue
        cur.append(i)
    if cur: sents.append(cur)
    return w,sh,toks,low,hits,sents

def features(text,gaz):
    w,sh,toks,low,hits,sents=doc_tokens(text,gaz)
    capmid=set(); lowmid=set()
    if not sh:
        for s in sents:
            for k,i in enumerate(s):
                if k and toks[i][0].isupper(): capmid.add(low[i])
                if toks[i][0].islower(): lowmid.add(low[i])
    out=[]
    for s in sents:
        n=len(s); L=[low[i] for i in s]
        sentup=all(not c.islower() for i in s for c in toks[i])
        shp=['?' if sh or sentup else shape(toks[i]) for i in s]
        base=[]
        for k,i in enumerate(s):
            l=L[k]; d=bool(re.search(r'\d',l))
            base.append((l if not d else re.sub(r'\d','0',l)))
        B=['<s>','<s>']+base+['</s>','</s>']
        SH=['<','<']+shp+['>','>']
        for k,i in enumerate(s):
            b=k+2
            f=['b','w='+B[b],'w-1='+B[b-1],'w+1='+B[b+1],'w-2='+B[b-2],'w+2='+B[b+2],
               'p='+B[b-1]+'|'+B[b],'n='+B[b]+'|'+B[b+1], 'c='+B[b-1]+'|'+B[b+1]]
            l=B[b]
            if l.isalpha():
                for m in (2,3,4):
                    if len(l)>m: f.append('s%d='%m+l[-m:])
                for m in (3,):
                    if len(l)>m: f.append('p%d='%m+l[:m])
                f.append('s-1='+B[b-1][-3:]); f.append('s+1='+B[b+1][-3:])
            if not sh:
                f+=['h='+SH[b],'h-1='+SH[b-1],'h+1='+SH[b+1],'hh='+SH[b-1]+SH[b],'hn='+SH[b]+SH[b+1]]
                if toks[i][0].isupper():
                    if k==0: f.append('init:'+('cap' if L[k] in capmid else 'low' if L[k] in lowmid else '?'))
                    else: f.append('cap')
            for h in hits[i]: f.append(h); 
            if k>0:
                for h in hits[s[k-1]]: f.append('-1'+h)
            if k+1<n:
                for h in hits[s[k+1]]: f.append('+1'+h)
            out.append(f)
        out.append(None)
    # split
    seqs=[];idx=[];cur=[]
    p=0
    for s in sents:
        seqs.append(out[p:p+len(s)]); p+=len(s)+1
    return w,sents,seqs
