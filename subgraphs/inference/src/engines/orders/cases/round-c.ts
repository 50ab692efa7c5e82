/** Written before the engine had read them; no one's visit. */
export const roundC = String.raw`
== primary care, chatty
Doctor: Hi Martha, good to see you. How was Florida?
Patient: Hot! But nice.
Doctor: Good. So I looked at your labs, and the cholesterol is up, LDL of 162.
Patient: I know, I know, the cruise food.
Doctor: Well, I'd like to get you on a statin. We'll do rosuvastatin, ten milligrams, just once a day, any time of day.
Patient: My neighbor got muscle pains from Lipitor.
Doctor: It can happen. If you do get aches, call me and we'll change it.
Doctor: Your blood pressure's great, so no change to the lisinopril and hydrochlorothiazide.
Doctor: And I see you're still taking the Prilosec every day. You don't need that every day anymore, so let's taper off, take it every other day for two weeks and then stop it.
Doctor: I'm also going to refill your Flonase, that's two sprays in each nostril once a day.
-> START rosuvastatin 10 mg, 1/1d
-> CONTINUE lisinopril
-> CONTINUE hydrochlorothiazide
-> STOP prilosec 1/2d, x 2wk
-> CONTINUE flonase 2 spray, nasal, 1/1d
~> lipitor
== psych med check, asr
[doctor] okay so last time we started you on the lamictal how's that going
[patient] good i'm up to fifty
[doctor] no rash or anything
[patient] no
[doctor] perfect so go to a hundred for two weeks and then two hundred and we'll hold there
[doctor] and the seroquel fifty at night keep that going for now
[patient] can i get off the prozac
[doctor] let's wait on that until the lamictal's on board i don't wanna change two things at once so stay on the prozac twenty
[doctor] i could see us getting rid of it by the summer
-> CHANGE lamictal #1 100 ?, x 2wk; #2 200 ?
-> CONTINUE seroquel 50 ?, 1/1d, NIGHT
-> CONTINUE prozac 20 ?
== paediatric asthma
Doctor: Her peak flow is down and I hear wheezes on both sides.
Dad: We ran out of her inhaler last week.
Doctor: Okay. Albuterol, two puffs every four hours with the spacer for the next two days, then every four to six hours as needed. I'm sending two inhalers, one for school.
Doctor: She also needs to start Flovent, forty-four micrograms, two puffs twice daily.
Doctor: And Orapred, fifteen milligrams per five milliliters, take ten milliliters once a day for five days.
Dad: She hates the taste of that one.
Doctor: You can mix it with chocolate syrup.
-> START albuterol #1 2 puff, inhalation, 1/4h, x 2d; #2 2 puff, inhalation, 1/4-6h, prn
-> START flovent (44 mcg) 2 puff, inhalation, 2/1d
-> START orapred (15 mg/5 mL) 10 mL, 1/1d, x 5d
== warfarin to doac
D: INRs are all over the place. I think you'd be better off on Eliquis.
P: Is it expensive?
D: With your plan it should be okay. So we'll stop the warfarin, and when your INR is under two you'll start Eliquis, five milligrams twice a day.
D: Don't take any ibuprofen or Aleve with that. Tylenol is okay.
P: What about my turmeric?
D: I'd stop the turmeric too.
-> STOP warfarin
-> START eliquis 5 mg, 2/1d
-> STOP ibuprofen
-> STOP aleve
-> START tylenol
-> STOP turmeric
== urology
Dr. Chen: For the prostate, Flomax, 0.4 milligrams, one capsule at bedtime. It can make you lightheaded.
Patient: I already take terazosin.
Dr. Chen: Oh, then not both. We'll stop the terazosin and use the Flomax.
Dr. Chen: If the stream isn't better in a couple of months, finasteride would be the next thing to add.
Dr. Chen: And for the erections, sildenafil fifty, one tablet an hour before sex, no more than once a day. Do you take any nitroglycerin?
Patient: No.
-> START flomax (0.4 mg) 1 capsule, 1/1d, HS
-> STOP terazosin
-> START sildenafil (50) 1 tablet, 1/1d
~> finasteride
== dictated ortho
PLAN: Status post right total knee. Wound clean. Continue aspirin 81 mg BID for DVT prophylaxis for 4 more weeks. Wean oxycodone, 5 mg every 8 hours prn for one more week then discontinue. Continue Celebrex 200 mg daily. Start gabapentin 100 mg at bedtime. Stop Lovenox. Follow up in 6 weeks. May consider injection if stiff.
-> CONTINUE aspirin 81 mg, 2/1d, x 4wk
-> CHANGE oxycodone 5 mg, 1/8h, prn, x 1wk
-> CONTINUE celebrex 200 mg, 1/1d
-> START gabapentin 100 mg, 1/1d, HS
-> STOP lovenox
== gi
Doctor: So it's reflux plus a little gastritis on the scope.
Patient: I've been taking Tums like candy, and Advil for my back.
Doctor: The Advil has to go. It's probably what did this. Pantoprazole forty twice a day, half an hour before meals, for eight weeks, then once a day.
Patient: Is that the same as Nexium? I have some Nexium at home.
Doctor: Same family, so don't take the Nexium on top of it.
Doctor: If the biopsy shows H. pylori, we'll need two antibiotics, usually amoxicillin and clarithromycin.
-> STOP advil
-> START pantoprazole #1 40 ?, 2/1d, AC, x 8wk; #2 40 ?, 1/1d
~> amoxicillin
~> clarithromycin
-> STOP nexium
== ed chest pain discharge
[doctor] so your troponins are negative twice the stress test looks fine
[patient] so what is it
[doctor] i think it's musculoskeletal so i'm gonna have you take naproxen five hundred milligrams twice a day with food for a week
[doctor] we gave you aspirin and nitro in the ambulance you don't need to keep taking those
[patient] and my blood pressure was high
[doctor] yeah i'm gonna start you on amlodipine five once a day and have your doctor recheck it in two weeks
[patient] do i still take my atenolol
[doctor] yes same dose
-> START naproxen 500 mg, 2/1d, C, x 1wk
-> START amlodipine 5 ?, 1/1d
-> CONTINUE atenolol
== menopause
Doctor: We talked about hormones. Given your mother's breast cancer I'd rather stay away from estrogen.
Patient: So what else is there?
Doctor: Some women do well on low-dose Effexor, and gabapentin at night helps too. Would you be willing to try one of those?
Patient: I'd try the Effexor.
Doctor: Okay. Venlafaxine extended release, thirty-seven and a half milligrams every morning for a week, then seventy-five. I'll send thirty capsules of the seventy-five with three refills.
-> START venlafaxine #1 37.5 mg, 1/1d, MORN, x 1wk; #2 75 mg, 30 capsule, rf 3
~> effexor
~> gabapentin
== thyroid and B12
P: I feel tired all the time.
D: Your B12 is 180. Let's do injections: cyanocobalamin, one thousand micrograms intramuscularly once a week for four weeks, then once a month.
P: Can I do pills?
D: Shots first. And we're cutting your Synthroid down from 125 to 112 micrograms, every morning.
P: I take it with my calcium.
D: Separate those. Calcium at dinner time instead.
-> START cyanocobalamin #1 1000 mcg, intramuscular, 1/1wk, x 4wk; #2 1000 mcg, intramuscular, 1/1mo
-> CHANGE synthroid 112 mcg, 1/1d, MORN
== refusals
Patient: I want antibiotics. Last time the Z-Pak worked.
Doctor: It's viral, so I'm not going to prescribe an antibiotic today. A Z-Pak wouldn't help.
Patient: What about codeine cough syrup?
Doctor: I don't prescribe codeine for coughs. Tessalon is what I'd use, one hundred milligrams three times a day as needed.
Patient: Okay.
Doctor: And honey, a teaspoon at night. Mucinex twice a day if you're congested.
-> START tessalon 100 mg, 3/1d, prn
-> START mucinex 2/1d
~> z-pak
~> codeine
== nursing home call
Nurse: Calling about Mr. Webb, he's had no bowel movement in four days.
Doctor: Give him Miralax seventeen grams daily, and senna two tablets at bedtime. If nothing by tomorrow, Dulcolax suppository, ten milligrams, once.
Nurse: His pressure's been ninety over fifty.
Doctor: Hold the lisinopril tonight and tomorrow. Cut the metoprolol to twelve and a half twice a day.
Nurse: And he's agitated, family wants something.
Doctor: No Haldol. Melatonin three milligrams at night, that's all.
-> START miralax 17 g, 1/1d
-> START senna 2 tablet, 1/1d, HS
-> HOLD lisinopril
-> CHANGE metoprolol 12.5 ?, 2/1d
-> START melatonin 3 mg, 1/1d, NIGHT
~> dulcolax
~> haldol
`;
