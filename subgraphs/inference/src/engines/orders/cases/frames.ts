import { phrase, type Meaning, type Verb } from './say-order.ts';

type Frame = {
  name: string;
  /** The dialogue, or null where the verb does not fit. */
  lines: (verb: Verb, meaning: Meaning) => string[] | null;
  /** Intents that the words may well mean ("don't stop it" is to go on). */
  allow?: readonly string[];
};

const say = (text: string, form: 'base' | 'gerund' | 'past', more: Pick<Frame, 'allow'> & { not?: RegExp } = {}): Frame => ({
  name: text,
  lines: (verb, meaning) => (more.not?.test(verb.base) ? null : text.split(' | ').map((line) => line.replace('@', phrase(verb, form, meaning)).replace('DRUG', meaning.drug))),
  ...(more.allow ? { allow: more.allow } : {}),
});

const goesOn = /^(?:continue|keep)/;
const base = (texts: string, more: Parameters<typeof say>[2] = {}): Frame[] => texts.trim().split('\n').map((text) => say(text.trim(), 'base', more));
const gerund = (texts: string, more: Parameters<typeof say>[2] = {}): Frame[] => texts.trim().split('\n').map((text) => say(text.trim(), 'gerund', more));
const past = (texts: string, more: Parameters<typeof say>[2] = {}): Frame[] => texts.trim().split('\n').map((text) => say(text.trim(), 'past', more));

/** Written after the gate, and tried on it as they are. */
const later: readonly Frame[] = [
  ...base(`
    Doctor: Suppose we @.
    Doctor: Imagine we @.
    Doctor: My worry is that if we @, you'll fall.
    Doctor: It's possible we'll @.
    Doctor: There's a chance I'll @.
    Doctor: They probably want to @.
    Doctor: I'd hate to @.
    Doctor: Had you been sicker, I'd @.
    Doctor: We used to @.
    Doctor: Your insurance won't let me @.
    Doctor: The plan was to @, but that changed.
    Doctor: The plan had been to @.
    Doctor: I was going to @, but your labs look fine.
    Doctor: Let's talk about whether we should @.
    Doctor: Let me ask Doctor Kim if we should @.
    Doctor: The question is whether to @.
    Doctor: What we do for most people is @.
    Doctor: What they usually do is @.
    Doctor: When they admit people they @.
    Doctor: Only if the fever returns would I @.
    Doctor: So the resident wants to @. I disagree.
    Doctor: I heard that he plans to @.
    Doctor: The old advice was to @.
    Doctor: At the next visit we'll @.
    Doctor: In six months we might @.
    Doctor: Your chart says to @.
    Doctor: I can't promise that I'll @.
    Doctor: You asked me to @.
    Doctor: Your wife wants me to @.
    Patient: Would you @? | Doctor: Absolutely not.
    Patient: Can you @? | Doctor: No, not with your kidneys.
    Patient: Should we @? | Doctor: Maybe next time.
    Patient: Please @. | Doctor: I hear you. Let's see what the labs say.
    Patient: Can't you just @? | Doctor: Certainly not today.
    Patient: They told me you'd @. | Doctor: Hmm, who told you that?
  `),
  ...base(`
    Doctor: I hope we don't have to @.
    Doctor: I have never had to @.
    Doctor: Nothing says we have to @.
    Doctor: We don't have to @.
    Doctor: No one wants to @.
    Doctor: You won't need me to @.
    Doctor: Until then I won't @.
    Doctor: I refuse to @.
    Doctor: I'd be crazy to @.
  `, { allow: ['CONTINUE'], not: goesOn }),
  ...gerund(`
    Doctor: Don't even think about @.
    Doctor: I've seen people get sick from @.
    Doctor: The downside of @ is the cough.
    Doctor: What do you think about @?
    Doctor: The surgeon brought up @.
    Doctor: I'm on the fence about @.
  `, { allow: ['CONTINUE'] }),
  ...past(`
    Doctor: I almost @.
    Doctor: Remind me why we @.
    Doctor: I wish they had @.
    Doctor: Who @?
    Doctor: That's when they @.
  `),
];

/** Frames in which nobody decides: whatever order stands in them, it is none. */
export const undecided: readonly Frame[] = [
  // Possible
  ...base(`
    Doctor: We could @.
    Doctor: We might @ at some point.
    Doctor: Maybe we @ later on.
    Doctor: We may need to @.
    Doctor: One option is to @.
    Doctor: So the options are to @ or to just watch it.
    Doctor: Another thing we can always do is @.
    Doctor: It might make sense to @.
    Doctor: It would be reasonable to @.
    Doctor: I was wondering whether to @.
    Doctor: I haven't decided whether to @.
    Doctor: Eventually we'll probably @.
    Doctor: Down the road we'll @.
    Doctor: Some doctors would @.
    Doctor: In a younger patient I'd @.
    Doctor: If it were up to me, I'd @.
    Doctor: Normally I'd @, but your kidneys won't allow it.
    Doctor: I would @, but your pressure is too low for that.
    Doctor: The guidelines say to @.
    Doctor: The textbook answer is to @.
    Doctor: I'm tempted to @.
    Doctor: It's too early to @.
    Doctor: I'll think about whether to @.
    Doctor: We talked about whether to @.
    Doctor: There's no rush to @.
    Doctor: I'd have to talk to your cardiologist before I @.
    Doctor: You could ask them to @.
    Doctor: A different doctor might @.
  `),
  ...gerund(`
    Doctor: I'd consider @.
    Doctor: Let's think about @.
    Doctor: We talked about @.
    Doctor: I'm thinking about @ down the line.
    Doctor: What about @? Let me look at your labs first.
    Doctor: One possibility would be @.
    Doctor: There's also the option of @.
    Doctor: I'm leaning towards @ but let's see the labs.
    Doctor: Some people do well with @.
    Doctor: I considered @.
    Doctor: Have you thought about @?
    Doctor: I'd be open to @ next year.
  `),
  // On a condition
  ...base(`
    Doctor: If that doesn't work, we'll @.
    Doctor: If your labs come back high, I'm going to @.
    Doctor: We'll @ if the pressure stays up.
    Doctor: Unless things improve, we'll @.
    Doctor: I'll @ only if the culture is positive.
    Doctor: Once the biopsy is back, we can decide whether to @.
    Doctor: Depending on the scan, we'd @.
    Doctor: Should the pain come back, we'd @.
    Doctor: In case it gets worse, I'd @.
    Doctor: Let's see how you do, and then we can @.
    Doctor: If it's still high next time, then let's @.
    Doctor: If you were pregnant, I'd @.
    Doctor: Before we @, I want to see your labs.
  `),
  // Not
  ...base(`
    Doctor: I don't want to @.
    Doctor: We're not going to @.
    Doctor: I wouldn't @.
    Doctor: There's no need to @.
    Doctor: I'd rather not @.
    Doctor: I don't think we need to @.
    Doctor: I don't think we should @.
    Doctor: Let's not @.
    Doctor: I'm not ready to @.
    Doctor: It's not safe to @.
    Doctor: I won't @.
    Doctor: We can't @ with your history.
    Doctor: I decided not to @.
    Doctor: Nobody is going to @.
    Doctor: It doesn't make sense to @.
    Doctor: I see no reason to @.
  `, { allow: ['CONTINUE'], not: goesOn }),
  ...gerund(`
    Doctor: I'm not comfortable @.
    Doctor: I'm against @.
    Doctor: I don't recommend @.
    Doctor: I decided against @.
    Doctor: Let's hold off on @.
    Doctor: I'd avoid @.
    Doctor: Instead of @, I want you to walk every day.
    Doctor: There's no point in @.
    Doctor: I worry about @.
  `, { allow: ['CONTINUE', 'HOLD', 'STOP'], not: goesOn }),
  // Asked
  ...base(`
    Doctor: Do you want me to @?
    Doctor: Would you like to @?
    Doctor: Should we @?
    Doctor: Would you be willing to @?
    Doctor: Are you okay if we @?
    Doctor: What would you say if we were to @?
    Doctor: Did somebody @?
    Doctor: Did Doctor Rossi @?
    Doctor: When did they @?
    Doctor: Who told you to @?
    Doctor: Why did they @?
    Doctor: Can I ask why you want me to @?
    Patient: Can you @? | Doctor: Let me think about that.
    Patient: Could we @? | Doctor: We'll see.
    Patient: Should I @? | Doctor: I don't know yet.
    Patient: Will you @? | Doctor: Not today.
  `),
  ...gerund(`
    Doctor: How would you feel about @?
    Doctor: Are you still @?
    Doctor: Did they talk to you about @?
    Patient: What about @? | Doctor: Hmm, let me look into that.
  `),
  // Told by or of others
  ...base(`
    Doctor: Doctor Patel said to @.
    Doctor: The ER doctor told you to @.
    Doctor: Your cardiologist wants to @.
    Doctor: Your cardiologist wanted to @.
    Doctor: They told you to @.
    Doctor: You said they wanted to @.
    Doctor: The pharmacist asked me to @.
    Doctor: Your insurance wants us to @.
    Doctor: I see that Doctor Chen plans to @.
    Doctor: You mentioned that he was going to @.
    Doctor: The letter says to @.
    Doctor: I read a study where they @.
    Doctor: In Europe they @.
    Doctor: My partner likes to @.
    Doctor: She said, "we'll @," and you said no.
    Patient: My doctor said he would @. | Doctor: Uh-huh.
    Patient: The nurse told me to @. | Doctor: I see.
    Nurse: Doctor Lee says to @.
    Patient: Please @.
    Patient: I want you to @.
  `),
  ...past(`
    Doctor: Last year we @.
    Doctor: In the hospital they @.
    Doctor: Back in March I @.
    Doctor: When you were in college somebody @.
    Doctor: Two years ago Doctor Kim @.
    Doctor: The last time this happened I @.
    Doctor: So they @.
    Doctor: I understand that your cardiologist @.
    Doctor: Your old doctor @ and it didn't help.
    Doctor: I see here that Doctor Brown @.
    Doctor: Before that they @ for a while.
    Patient: They @. | Doctor: Okay, and how did that go?
    Patient: The urgent care @. | Doctor: Mm-hmm.
    Doctor: We @ and you got a rash.
  `),
  // Of others
  ...base(`
    Doctor: For your brother I'd @.
    Doctor: With most of my patients I @.
    Doctor: For children we usually @.
    Doctor: People with diabetes usually @.
  `),
  ...later,
  ...past(`
    Doctor: Your mother's doctor @, right?
    Doctor: I had a patient last week and we @.
    Patient: My sister's doctor @. | Doctor: Okay.
    Doctor: You said your husband's doctor @.
  `),
];

/** Frames in which the clinician decides: the order that stands in them is heard with all its fields. */
export const decided: readonly Frame[] = [
  ...base(`
    Doctor: I'm going to @.
    Doctor: I'm gonna @.
    Doctor: Let's @.
    Doctor: I'll @.
    Doctor: We'll @.
    Doctor: I want to @.
    Doctor: I'd like to @.
    Doctor: Let's go ahead and @.
    Doctor: We're going to @.
    Doctor: So what I'm going to do is @.
    Doctor: What I want to do is @.
    Doctor: The plan is to @.
    Doctor: I think we should @.
    Doctor: Your pressure is still high, so I'm going to @.
    Doctor: I don't like these numbers. Let's @.
    Doctor: Okay. Let me @.
    Patient: I hate pills. | Doctor: I know. I'm still going to @.
    Doctor: I've decided to @.
    Doctor: We need to @.
    Doctor: I think the best thing is to @.
    Doctor: If that's okay with you, I'm going to @.
    Doctor: I'd like to @, if you agree.
  `),
];
