"""The turns of phrase of eligibility texts, by what they do in a statement.

One pattern for each kind of token; the longest match at a place counts. Kinds named FILLER carry
no meaning of their own ("patients with", "documented").
"""

_WHO = r"(?:patient|subject|participant|individual|person|volunteer|candidate|case|recipient)s?"

#: How something is measured; the limit stays what it is.
_METHOD = (
    r"(?:Cockcroft(?:[- ]?(?:and |& )?Gault)?(?: formula| equation| method)?|Cockroft[- ]?(?:and )?Gault"
    r"(?: formula| equation| method)?|(?:modified )?MDRD(?: formula| equation)?|"
    r"CKD-EPI(?: formula| equation)?|(?:2D |transthoracic )?echocardiogra(?:m|phy)(?: \((?:ECHO|TTE)\))?|ECHO|"
    r"(?:a )?MUGA(?: scan)?|multi[- ]?(?:ple[- ])?gated acquisition(?: \(MUGA\))?(?: scan)?(?: \(MUGA\))?|"
    r"Fridericia(?:'s)?(?: formula| correction| method)?|Bazett(?:'s)?(?: formula| correction| method)?)"
)

PHRASES: dict[str, str] = {
    # What says nothing
    "FILLER": rf"(?:,? ?\(?(?:as )?(?:(?:measured|assessed|determined|evaluated|calculated|estimated|obtained|corrected) )?"
    rf"(?:by|using|via|with|per|according to|based on) (?:the |either )?{_METHOD}"
    rf"(?:(?: or |/| and )(?:the )?{_METHOD})*\)?)|"
    r"\((?:see )?(?:appendix|attachment|section|table) ?[\w.]*\)|\(?(?:both )?inclusive(?:ly)?\)?|"
    r"centrally|locally assessed|"
    rf"(?:the |all |any )?{_WHO}(?:'s?)?|people|either|those|any|the|a|an|this|these|such|"
    r"must(?: also)?|should|shall|will|need to|has to|have to|"
    r"(?:is|are|be|being|been|was|were)(?: considered)?|ha(?:s|ve|ving|d)|who|whom|that|which|with|"
    r"(?:a )?(?:clinically |medically |histologically |cytologically |pathologically |"
    r"biopsy[- ](?:proven )?|microscopically |radiologically |radiographically |"
    r"histopathologically |laboratory[- ])?"
    r"(?:(?:and|or|and/or|/) (?:histologically |cytologically |pathologically |radiologically )?)?"
    r"(?:confirmed|documented|proven|verified|established|diagnosed|known|evident|evidenced|"
    r"confirmation)(?: (?:diagnosis|evidence|presence))?(?: of| as| to have| with)?(?: an?\b)?|"
    r"(?:a |the )?(?:clinical |definite |definitive |primary |confirmed |established |new |"
    r"medical |physician )?diagnos[ie]s (?:of|with)|with (?:a )?diagnosis of|"
    r"diagnosed (?:with|as|to have)|presence of|evidence of|signs? of|"
    r"present(?:s|ing)? with|(?:must )?(?:exhibit|demonstrate|show|possess|display)(?:s|ed|ing)?|"
    r"suffer(?:s|ed|ing)? from|affected (?:by|with)|found to have|"
    r"inclusive|measured|calculated|estimated|level|levels|value|values|result|results|"
    r"count|counts|concentration|test|equal to|of|in|by|as|"
    r"subjects'?|his|her|their|it|to be|type of|types of|form of|forms of|kind of|kinds of|"
    r"medications?|drugs?|therapy|therapies|treatments?|agents?|regimens?|intake|exposure|at least one|one or more|"
    r"(?:in|at) (?:any|the) (?:site|location)s?|"
    r"diseases?|disorders?|conditions?|score|index|scale|status|grade of|symptoms of",
    # Who
    "SEXBOTH": r"(?:adult )?(?:males?|m[ae]n|boys?)\s*(?:and|or|and/or|/|,|&)\s*(?:females?|wom[ae]n|girls?)|(?:females?|wom[ae]n|girls?)"
    r"\s*(?:and|or|and/or|/|,|&)\s*(?:males?|m[ae]n|boys?)|(?:both|either|any|all) "
    r"(?:sex(?:es)?|genders?)|(?:of )?(?:both|either|any) (?:sex(?:es)?|genders?)|"
    r"(?:sex|gender): (?:all|both|any)",
    "FEMALE": r"females?(?: sex| gender)?|wom[ae]n|girls?",
    "MALE": r"males?(?: sex| gender)?|m[ae]n|boys?",
    "ADULT": r"adults?",
    "AGE": r"(?:(?:minimum|chronological|participant|patient|subject)'?s? )?age[ds]?(?: of| is| are| range|:)?|ages",
    "OFAGE": r"(?:of|in) age|old(?: or)?(?= |$|,|;|\.|\))|y/?o\b|age",
    # Yes, no, when
    "NEG": r"(?:there is |with )?no(?:t| known| evidence of| signs? of| clinical evidence of|"
    r" history or evidence of)?|without(?: any)?(?: evidence of)?|absence of|free (?:of|from)|"
    r"lack(?:s|ing)?(?: of)?|never|non(?=-(?:diabet|smok|pregnan|lactat|nursing|obes|hypertens|asthma|breast))|do(?:es)? not have|do not have|cannot have|"
    r"(?:(?:been|be|is|are) )?(?<!cut[- ])off(?: of)?(?= [a-z])|"
    r"ha(?:s|ve) not(?: been| had)?|(?:is|are) not|not (?:be|have|had)|must not (?:be|have)",
    "HIST": r"(?:(?:a|any|the|known|documented|personal|prior|previous|past|medical|reported|"
    r"clinical) )*(?:medical )?history (?:of|for)|"
    r"past (?:medical )?history|(?:previous|prior)(?:ly)?(?: diagnosed with)?|past|former|"
    r"ha(?:s|ve|d) had|have ever had|experienced|history(?= *(?:$|[.;]))",
    "EVERP": r"history of,? or (?:concurrent|coexisting|co-existing|present)|"
    r"prior(?:,? or|/) (?:concurrent|ongoing|current)|current,? previous or past|"
    r"(?:current|active|ongoing)(?:ly)?,? (?:or|and/or) (?:a )?(?:recent )?(?:history|past history)(?: of)?|"
    r"history and/or (?:presence|evidence)(?: of)?|(?:(?:a|any|known) )*(?:current,?(?: or| and|/|and/or)(?: (?:a|any))? (?:past|"
    r"prior|previous|history(?: of)?|former)|past(?: and/or| or| and|/) "
    r"(?:current|present)|history(?: of)?(?: or|/| and| and/or) (?:current|presence|evidence|active|"
    r"present|ongoing|known)(?: of)?|previous(?: or| and|/) current|presence or history|current "
    r"or history|history or presence|evidence or history|history or evidence)"
    r"(?: (?:history|evidence|diagnosis|presence))?(?: of)?",
    "CUR": r"current(?:ly)?(?: (?:have|has|having|diagnosed with|presence of))?|concurrent|ongoing|"
    r"coexisting|co-existing|existing|pre-?existing|concomitant|present(?:ly)?|at present|"
    r"underlying",
    "SUSPECT": r"(?:known|confirmed|proven|documented|diagnosed|established) (?:or|and/or|/) "
    r"(?:highly )?suspected|suspected (?:or|and/or|/) (?:known|confirmed|proven|diagnosed)|"
    r"suspected|suspicion of|possible",
    # Having been treated
    "RECV": r"(?:ha(?:s|ve|d) )?(?:been )?(?:previously |already |ever )?(?:received?|underwent|"
    r"undergone|used(?! (?:to|for|in|as|by|at|on|with)\b)|treated (?:with|by)|exposed to|administered|had)|(?:prior |previous )?(?:treatment|"
    r"therapy|exposure|exposed) (?:with|to)|administration of|receipt of|"
    r"previously (?:treated|exposed|received|underwent)(?: (?:with|to))?|vaccination with|"
    r"vaccinated with|prior use of|previous use of|history of (?:treatment with|use of|receiving)|"
    r"treated(?= )",
    "TAKE": r"(?:(?:is|are|be) )?(?:currently |concomitantly |concurrently )?(?:taking|receiving|"
    r"using|being treated with|undergoing|on treatment with|under treatment with|on(?: a)?|"
    r"treated currently with)|"
    r"(?:current|concurrent|concomitant|ongoing|chronic|regular|continuous) (?:use of|use|"
    r"treatment with|therapy with|administration of)|(?:currently|concurrently) on",
    "USE": r"(?:the )?(?:any )?(?:use|intake|consumption|ingestion) of|requir(?:e|es|ing)"
    r"(?: treatment with| therapy with| the use of)?|need(?:s|ing)? for",
    "USED": r"us(?:e|age)",
    "ALLERGY": r"(?:(?:a|any|known|suspected|documented|prior|previous|history of|possible) )*(?:allerg(?:y|ies|ic)"
    r"(?: reactions?)?|hypersensitiv(?:ity|ities)(?: reactions?)?|hypersensitive|"
    r"sensitivit(?:y|ies)|anaphyla(?:xis|ctic reactions?))"
    r"(?:(?:,? (?:or|and|and/or|/) | ?/ ?)(?:(?:known|other|any other) )?(?:intoleran(?:ce|t)|hypersensitiv(?:ity|e)|"
    r"allerg(?:y|ic)(?: reactions?)?|contraindications?|sensitivity))? (?:to|against)",
    "CONTRAINDICATED": r"(?:(?:a|any|known|medical|absolute|other) )*contra-?indicat(?:ions?|ed) "
    r"(?:to|for|against)(?: (?:the use of|receiving|treatment with))?",
    "FAILED": r"(?:(?:has|have|had|who|previously|prior) )*(?:fail(?:ed|ure)(?: (?:of|to respond to|"
    r"on|with|treatment with|prior|therapy with))?|refractory to|resistan(?:t|ce) to|(?:an )?"
    r"(?:inadequate|insufficient|poor|lack of) (?:response|responders?) (?:to|with)|unresponsive to|"
    r"non-?responders? to|(?:disease )?progress(?:ed|ion) (?:on|after|during|following)|"
    r"inadequately controlled (?:by|with|on))",
    "FAILEDORINTOL": r"(?:an )?(?:inadequate|insufficient) response (?:(?:or|and/or|/|and) "
    r"(?:an )?intoleran(?:ce|t)) to|(?:intoleran(?:t|ce)|refractory) (?:or|to or) (?:to )?"
    r"(?:refractory|intolerant|resistant) to|failed or (?:were |was |are )?intolerant (?:to|of)|"
    r"intolerant (?:to )?or (?:had |have )?(?:an )?inadequate response to",
    "INTOL": r"intoleran(?:ce|t) (?:to|of)|unable to tolerate|could not tolerate|cannot tolerate",
    # Children
    "PREG": r"(?:currently )?pregnan(?:t|cy)(?: females?| wom[ae]n| mothers?)?|gravid(?:ity)?|"
    r"(?:females?|wom[ae]n) who (?:are|is) (?:currently )?pregnant",
    "LACT": r"(?:currently )?(?:breast-? ?feed(?:ing)?|lactat(?:ing|ion)|nursing|breastfed)"
    r"(?: (?:females?|wom[ae]n|mothers?|an infant|a child))?",
    "PLANPREG": r"(?:(?:are|is|who) )*(?:plan(?:ning|s)?|intend(?:ing|s)?|wish(?:ing|es)?|"
    r"desir(?:e|ing|es)|try(?:ing)?|attempting|expecting|(?:who )?want(?:s|ing)?)"
    r"(?: on| of| to)? (?:be(?:come|coming)? pregnant|conceiv(?:e|ing)|get(?:ting)? pregnant|"
    r"a pregnancy|pregnancy)",
    "WOCBP": r"(?:females?|wom[ae]n|subjects?|patients?|those)? ?(?:of|with) child-? ?bearing "
    r"(?:potential|age|capacity|capability)(?: \((?:WOCBP|FOCBP|FCBP)\))?|WOCBP|FOCBP|(?:females?|"
    r"wom[ae]n) (?:who are )?(?:able|capable) (?:to become|of becoming) pregnant|"
    r"of child-?bearing (?:potential|age)",
    "PREGTEST": r"(?:serum |urine |blood |urinary |plasma |beta |β-? ?|b-?|quantitative |serum or "
    r"urine |urine or serum )*(?:hCG )?(?:\(hCG\) )?(?:pregnancy|hCG|β-?hCG) test(?:s|ing)?(?: results?)?",
    # Studies
    "PARTIC": r"(?:(?:is |are |be )?(?:current(?:ly)?|concurrent(?:ly)?|simultaneous(?:ly)?|"
    r"previous(?:ly)?|prior|active(?:ly)?|concomitant(?:ly)?|recent) )*"
    r"(?:participat(?:ion|ing|ed|e)|enrol(?:l?ment|led|l)|involvement|included|involved|"
    r"taking part|taken part|took part) (?:in|into)"
    r"(?! (?:the|this)(?: (?:current|present|same))? (?:clinical )?(?:study|trial|protocol)\b)"
    r"(?: (?:a|an|any|the))*(?: (?:other|another))?"
    r"(?: (?:clinical|investigational|interventional|drug|device|therapeutic|experimental|"
    r"research|medical|treatment|medication|intervention|study drug|investigational drug|"
    r"or|and|/|product))*"
    r" (?:stud(?:y|ies)|trials?|research(?: stud(?:y|ies))?|protocols?)"
    r"(?: (?:involving|with|of|using) (?:a|an|any|the)? ?(?:other )?(?:investigational|study|"
    r"experimental) (?:drugs?|products?|agents?|medications?|medicinal products?|treatments?|"
    r"devices?)(?: or (?:device|investigational device|treatment|intervention)s?)?)?",
    # Nothing in the grammar takes this: what follows would be asked for the wrong way round.
    "EITHERWAY": r"with (?:or|and|and/or) without|regardless of|irrespective of|whether or not",
    "INVDRUG": r"(?:(?:an|any|another|other|experimental or|unapproved or|non-approved or) )*"
    r"(?:investigational|experimental)(?: or (?:unapproved|experimental|non-registered))?"
    r"(?: (?:medicinal|new|study|drug))* (?:drugs?|agents?|products?|medications?|treatments?|"
    r"therap(?:y|ies)|medicines?|compounds?|device|vaccines?)"
    r"(?: (?:or|and|/) (?:(?:investigational|experimental) )?(?:devices?|therap(?:y|ies)|"
    r"treatments?|vaccines?|agents?|drugs?|interventions?|products?))?",
    "STUDYDRUG": r"(?:(?:any|one|components?|ingredients?|excipients?|of|the|its|their|to|other|"
    r"constituents?|in|active|inactive|or|and|/|formulation|a) )*"
    r"(?:(?:study|trial|investigational|test) (?:drugs?|medications?|treatments?|products?|agents?|"
    r"medicinal products?|vaccines?|interventions?|therap(?:y|ies))|"
    r"IMPs?)(?:,? (?:(?:or|and|and/or) )?(?:(?:any|one|to|of|the|its|their|other) )*"
    r"(?:components?|ingredients?|excipients?|constituents?|formulation)"
    r"(?: (?:of|in) (?:the |its )?(?:study drug|formulation|product|drug))?)*",
    "LIFEEXP": r"(?:(?:estimated|expected|anticipated|predicted|a|minimum|have|has|with) )*"
    r"(?:life expectanc(?:y|ies)|expected survival(?: time)?|survival expectancy|life span|"
    r"lifespan|anticipated survival|estimated survival|predicted survival)"
    r"(?: (?:of|is|time|being|for|must be))*",
    # How much, which
    "PLAN": r"(?:(?:is|are|who|be) )?(?:planned|scheduled (?:for|to undergo|to receive)|"
    r"planning to (?:undergo|receive|have)|anticipated(?: need for)?|expected to (?:require|undergo|"
    r"receive)|planned (?:use of|treatment with)|planning|scheduled)",
    "BP": r"(?:seated |supine |sitting |resting |office |arterial |mean |uncontrolled )*(?:blood "
    r"pressure|BP|hypertension(?= (?:\(|defined as)?[^.;]{0,30}/))(?: \(BP\))?",
    "QUAL": r"(?:any |all )?others?|another|additional|second|concomitant|new|(?:clinically |medically |hemodynamically |haemodynamically |poorly |inadequately |"
    r"newly |well[- ])?(?:significant|relevant|important|uncontrolled|un-controlled|active|"
    r"symptomatic|asymptomatic|unstable|stable|chronic|acute|untreated|treated|severe|serious|"
    r"uncompensated|unresolved|ongoing or active|active or ongoing|progressing|"
    r"(?:adequately|curatively|definitively|completely|successfully|previously|properly|surgically|"
    r"appropriately|locally|radically|effectively|fully)[- ](?:treated|resected|excised|removed|cured)|"
    r"resected|excised|cured|non-?invasive|in-remission|completely resolved|resolved|"
    r"radiographic|radiologic(?:al)?|elective|emergency|urgent|prophylactic|adjuvant|neoadjuvant|"
    r"curative|palliative|unresectable or metastatic|multiple|single|"
    r"major|controlled|decompensated|compensated|advanced|metastatic|recurrent|relapsed|"
    r"refractory|primary|secondary|systemic|resectable|unresectable|inoperable|"
    r"progressive|persistent|congenital|hereditary|clinical|localized|localised|locally advanced|"
    r"invasive|malignant|early|late|end-stage|end stage|life-threatening|recent|new-onset|"
    r"unexplained|untreatable|intractable|resistant|documented|moderate to severe|moderately "
    r"to severely active|mild to moderate|mild|moderate|diagnosed|symptomatic or untreated|"
    r"bilateral|unilateral|idiopathic|bacterial|viral|fungal|concomitant|uncontrollable|"
    r"irreversible|reversible|transient|complete|partial|residual)",
    "STAGE": r"(?:(?:AJCC|FIGO|TNM|UICC|Ann Arbor|clinical|pathologic(?:al)?|disease) )*stages?:? "
    r"(?:(?:0|I{1,3}|IV|V|[1-5])[A-Ca-c]?[1-3]?(?: ?(?:-|/|,|or|and|to|through|, or|and/or) ?"
    r"(?:stage )?(?=[IV\d]))?)+(?= |$|[,.;:)])",
    "GRADE": r"(?:(?:NCI |CTCAE |CTC |NCI-CTCAE )*(?:(?:of|at least|with) )?grade|(?:[≥≤<>]|>=|<=) ?grade) ?(?:[≥≤<>]|>=|<=)? ?"
    r"(?:[1-5]|I{1,3}V?|IV)(?: ?(?:-|/|or|and|to) ?(?:[1-5]|I{1,3}|IV))?"
    r"(?: or (?:higher|greater|above|more|worse))?(?= |$|[,.;:)])",
    "POSITIVE": r"(?:test(?:s|ed|ing)? |sero-?|HIV-?)?positiv(?:e|ity)(?: (?:results? |tests? )?(?:for|of|to))?|"
    r"reactive(?: for)?",
    "NEGATIVE": r"(?:test(?:s|ed|ing)? |sero-?)?negativ(?:e|ity)(?: (?:results? |tests? )?(?:for|of))?|"
    r"non-?reactive",
    "SPECIMEN": r"serum|plasma|blood|urine|urinary|fasting|venous|resting|supine|sitting|seated|"
    r"baseline|screening|total|absolute|peripheral(?: blood)?|pre-?treatment|office|clinic|mean",
    "CLASSWORD": r"(?:functional )?(?:class(?:ification)?(?:es)?|grades?|score|scale|performance "
    r"(?:status|score|scale)(?: \(PS\))?|PS|status|categor(?:y|ies)|of|is|index|total score|"
    r"group|stage)",
    # Joints
    "EXCEPT": r"(?:,? ?\(?)(?:except(?:ing)?(?: for| if| in| those with)?|with (?:the )?exceptions? of|"
    r"other than|excluding|apart from|but not|not including|exclusive of|aside from)",
    "ANDOR": r"and ?/ ?or|or/and",
    "AND": r"and|but(?= (?:not|no|≤|<|≥|>|less|at|below|under|more|greater))|as well as|&|plus|in addition to",
    "OR": r"or|nor",
    "FOR": r"for|since|lasting|with a duration of|duration of|of duration",
    "DEFINED": r",? ?(?:which (?:is|are) |(?:is|are) )?(?:as )?(?:defined|evidenced|determined|documented|"
    r"indicated|demonstrated|manifested|shown|characteri[sz]ed) (?:as|by)(?: (?:having|an?|the))?|i\.? ?e\.?,?",
    "INCLUDING": r"(?:such as|including(?:,? but (?:are |is )?not limited to)?|e\.? ?g\.?,?|"
    r"for example|for instance|like)",
}
