const words = (pattern: string) => new RegExp(`\\b(?:${pattern})\\b`, 'g');

/** Words that tell of which section a stretch of talk is. Counted for each side, and in the first line. Lower case. */
export const headerCues: readonly RegExp[] = [
  String.raw`allerg\w*|reaction\w*|hives|penicillin|sulfa|latex|anaphyla\w*`,
  String.raw`medic(?:ation|ine)s?|meds|pills?|tablets?|mg|milligrams?|dose|dosage|prescri\w*|taking|insulin|inhaler|vitamins?|supplements?|aspirin|tylenol|ibuprofen|lisinopril|metformin`,
  String.raw`surger(?:y|ies)|surgical|operation\w*|removed|replacement|\w+ectomy|appendix|c-section|hysterectomy|tonsils|bypass|procedure\w*|stent\w*`,
  String.raw`mother|father|mom|dad|brothers?|sisters?|siblings?|grand\w+|uncles?|aunts?|parents?|family|genetic\w*|runs`,
  String.raw`smok\w*|drink\w*|alcohol|tobacco|drugs?|marijuana|cigarettes?|packs?|married|wife|husband|single|divorced|children|kids|live|lives|living|work\w*|job|retired|occupation|beer|wine|cocaine|illicit|recreational|widow\w*|school`,
  String.raw`nausea|vomit\w*|fevers?|chills|dizz\w*|headaches?|cough\w*|breath\w*|diarrhea|constipat\w*|rash\w*|bleeding|swelling|weakness|vision|hearing|urin\w*|chest|palpitations|appetite|numb\w*|tingling|sweats|weight|depress\w*|anxiety|swallow\w*|throat|joint|stiffness|bowel|heartburn|sleep`,
  String.raw`lungs?|abdomen|pulse|temperature|blood pressure|heart rate|exam\w*|tender\w*|murmur|reflex\w*|pupils|bilateral\w*|clear|soft|vitals?|normal|looks?|feel this|press\w*|bend|deep breath|alert|oriented`,
  String.raw`diagnosed|history|medical conditions?|conditions?|hypertension|diabet\w*|cholesterol|asthma|disease|cancer|high blood pressure|stroke|heart attack|illness\w*|hospitali\w*|past|problems|arthritis|copd|thyroid`,
  String.raw`will|going to|gonna|follow|schedule|order|refer\w*|recommend\w*|start|continue|plan|appointment|weeks|come back|return|therapy|let's|discharge\w*|home|monitor\w*|treatment|admit\w*`,
  String.raw`looks like|diagnos\w*|appears|results?|likely|suggest\w*|confirm\w*|consistent|believe|seems|think you|positive|negative|rule`,
  String.raw`emergency|er|ed|given|iv|fluids|admitted|ambulance|hospital|stabl\w*`,
  String.raw`vaccin\w*|immuni\w*|shots?|tetanus|flu|pneumonia|up to date`,
  String.raw`pregnan\w*|period\w*|menstru\w*|pap|births?|miscarriage\w*|menopause|deliver\w*|cycle\w*|obstetric\w*|gyneco\w*`,
  String.raw`x-?rays?|mri|ct|scan\w*|ultrasound|imaging|echo\w*|mammogram`,
  String.raw`labs?|glucose|hemoglobin|creatinine|white|count|levels?|test\w*|a1c|blood work|urinalysis`,
  String.raw`pain\w*|hurt\w*|ache\w*|sore`,
  String.raw`years? old|year-old|old are you|age|birthday|gender|ethnicity|hand|race`,
  String.raw`days?|weeks?|months?|ago|since|started|began|yesterday|long|when|worse\w*|better`,
  String.raw`brings you|what brings|here for|what seems|going on|problem today|help you|what can i|reason|how can i|what happened|in today|see you`,
].map(words);
