/** Written before the engine had read them; no one's visit. */
export const roundA = String.raw`
== primary care, asr without punctuation
[doctor] okay so your pressure today was one fifty two over ninety four that's still up there are you taking the lisinopril every day
[patient] yeah ten milligrams every morning
[doctor] okay so what i wanna do is let's go up to twenty on the lisinopril once a day and i'm gonna add a little bit of chlorthalidone twelve point five milligrams in the morning
[patient] okay what about my metformin
[doctor] metformin stays the same a thousand twice a day with meals and go ahead and stop that ibuprofen it's not doing your kidneys any favors
[patient] what do i take for my knee then
[doctor] tylenol is fine five hundred to a thousand milligrams every eight hours as needed for pain don't go over three grams a day
-> CHANGE lisinopril 20 ?, 1/1d
-> START chlorthalidone 12.5 mg, 1/1d, MORN
-> CONTINUE metformin 1000 ?, 2/1d, C
-> STOP ibuprofen
-> START tylenol 500-1000 mg, 1/8h, prn pain, max 3 g
== telephone refills
Nurse: Hi Dr. Lam, Mrs. Ortega is on the line, she needs her Synthroid and her omeprazole.
D: Okay. Synthroid, seventy-five micrograms, one daily, ninety with three refills.
D: Omeprazole, twenty milligrams once a day before breakfast, thirty with five refills. And tell her to stop the famotidine.
Nurse: She also asked about the Ambien.
D: No, I'm not refilling the Ambien.
-> CONTINUE synthroid 75 mcg, 1/1d, 90 ?, rf 3
-> CONTINUE omeprazole 20 mg, 1/1d, ACM, 30 ?, rf 5
-> STOP famotidine
== dictated assessment and plan
Assessment and plan:
1. Hypertension, not at goal. Increase amlodipine from 5 mg to 10 mg daily. Continue losartan 100 mg daily.
2. Type 2 diabetes. A1c 8.4. Continue metformin 1000 mg twice daily. Start Jardiance 10 mg once daily in the morning. Consider a GLP-1 at the next visit.
3. Hyperlipidemia. Atorvastatin 40 mg nightly, refilled for 90 days.
4. Tobacco use. Nicotine patch 21 mg daily for 6 weeks, then 14 mg daily for 2 weeks, then 7 mg daily for 2 weeks.
5. Osteoarthritis. Discontinue naproxen. Acetaminophen 650 mg every 6 hours as needed.
-> CHANGE amlodipine 10 mg, 1/1d
-> CONTINUE losartan 100 mg, 1/1d
-> CONTINUE metformin 1000 mg, 2/1d
-> START jardiance 10 mg, 1/1d, MORN
-> CONTINUE atorvastatin 40 mg, 1/1d, NIGHT, x 90d
-> START nicotine #1 21 mg, transdermal, 1/1d, x 6wk; #2 14 mg, transdermal, 1/1d, x 2wk; #3 7 mg, transdermal, 1/1d, x 2wk
-> STOP naproxen
-> START acetaminophen 650 mg, 1/6h, prn
== paediatric ear
Doctor: So both ears look pretty angry, it's an ear infection.
Mom: She's had a lot of these. Is she going to need the pink medicine again?
Doctor: Yes. Amoxicillin. She weighs twelve kilos so I'm going to do four hundred per five, six mils twice a day for ten days.
Mom: And for the fever?
Doctor: Children's ibuprofen, five mils every six hours if she needs it. You can alternate that with Tylenol.
Mom: My sister gave her kid Benadryl for this.
Doctor: I don't want her on Benadryl. If she's not better in three days we may switch to Augmentin.
-> START amoxicillin (400/5) 6 mL, 2/1d, x 10d
-> START ibuprofen 5 mL, 1/6h, prn
~> augmentin
-> START tylenol
== cardiology follow up
Doctor: Echo looks better, EF is up to forty-five.
Patient: Great.
Doctor: So let's keep going with the Entresto, 49/51 twice a day. Your carvedilol, I'd like to bump that up to twelve and a half twice a day.
Patient: And the water pill?
Doctor: The furosemide, cut it back to twenty once a day. And keep taking the spironolactone, 25 milligrams daily.
Patient: Do I need to stay on the Plavix?
Doctor: No, it's been a year since the stent, you can come off the Plavix. Stay on the baby aspirin, eighty-one, for life.
Doctor: If your potassium creeps up we'd have to back off on the spironolactone.
-> CONTINUE entresto (49/51) 2/1d
-> CHANGE carvedilol 12.5 ?, 2/1d
-> CHANGE furosemide 20 ?, 1/1d
-> CONTINUE spironolactone 25 mg, 1/1d
-> STOP plavix
-> CONTINUE aspirin 81 ?
== psychiatry
[doctor] so how's the zoloft been
[patient] fine i guess i'm still anxious
[doctor] i think we have room to go up on it so let's go from fifty to a hundred milligrams once a day
[patient] okay
[doctor] and the hydroxyzine twenty five as needed for anxiety up to three times a day you can keep that
[patient] and the trazodone makes me groggy
[doctor] then cut it in half
[patient] should i be on lithium like my brother
[doctor] no your brother's lithium is for something else i wouldn't use that for you
[doctor] down the road an option would be augmenting with abilify but not today
-> CHANGE zoloft 100 mg, 1/1d
-> CONTINUE hydroxyzine 25 ?, 3/1d, prn anxiety
-> CHANGE trazodone
~> abilify
~> lithium
== dermatology
Dr. Osei: This is eczema. For the body, triamcinolone 0.1% ointment twice a day for two weeks, and for the face hydrocortisone 2.5% cream once a day for one week.
Dr. Osei: Don't put the triamcinolone on your face.
Patient: What about the itching at night?
Dr. Osei: Cetirizine, ten milligrams at bedtime. If it gets worse we could talk about Dupixent.
-> START triamcinolone (0.1 %) topical, 2/1d, x 2wk
-> START hydrocortisone (2.5 %) topical, 1/1d, x 1wk
-> START cetirizine 10 mg, 1/1d, HS
~> dupixent
== emergency discharge
D: All right, your x-ray doesn't show a break. It's a bad sprain.
P: It hurts a lot.
D: We gave you Toradol here, thirty milligrams. I'm sending you home with ibuprofen, six hundred milligrams every six hours with food for five days.
D: And hydrocodone-acetaminophen 5/325, one tablet every six hours only if you need it for severe pain, number twelve, no refills.
P: I'm allergic to codeine, is that okay?
D: Hm. What happens with codeine?
P: I throw up.
D: That's an intolerance, but let's skip the hydrocodone then. Do tramadol fifty milligrams every six hours as needed for pain instead, ten tablets.
P: Okay.
-> START ibuprofen 600 mg, 1/6h, C, x 5d
-> START tramadol 50 mg, 1/6h, prn pain, 10 tablet
~> hydrocodone-acetaminophen
== diabetes clinic
Doctor: Your morning sugars are running one-eighty. How much Lantus are you taking?
Patient: Twenty-two units at night.
Doctor: Go up to twenty-six units at bedtime. And with the Humalog, six units before each meal.
Patient: I've been taking eight.
Doctor: Eight? Okay, eight is fine, stay at eight before meals.
Doctor: Ozempic, let's start that, point two five once a week for four weeks, then point five once a week.
Patient: I stopped the glipizide.
Doctor: Good, stay off of it.
-> CHANGE lantus 26 unit, 1/1d, HS
-> CONTINUE humalog 8 unit, AC
-> START ozempic #1 0.25 ?, 1/1wk, x 4wk; #2 0.5 ?, 1/1wk
-> STOP glipizide
== asthma
Doctor: I hear some wheezing.
Patient: I'm using the albuterol like four times a day.
Doctor: That's too much. We need a controller. Flovent, two puffs twice a day, every day, rinse your mouth after. And keep the albuterol, two puffs every four hours as needed.
Doctor: And for this flare, prednisone forty for five days.
Patient: Prednisone makes me crazy.
Doctor: I know, it's just five days, forty once a day in the morning.
-> START flovent 2 puff, inhalation, 2/1d
-> CONTINUE albuterol 2 puff, inhalation, 1/4h, prn
-> START prednisone 40 ?, 1/1d, MORN, x 5d
== sinusitis untagged
so it looks like a sinus infection
i'm gonna put you on augmentin eight seventy five one twenty five one tablet twice a day for seven days
use flonase two sprays each nostril once a day
and you can take mucinex over the counter
if you're not better in a week i'd switch you to doxycycline
-> START augmentin (875/125) 1 tablet, 2/1d, x 7d
-> START flonase 2 spray, nasal, 1/1d
-> START mucinex
~> doxycycline
== orthopaedics
Doctor: I'd recommend an anti-inflammatory. Are you able to take those?
Patient: Yes, Advil works for me.
Doctor: I'd rather use meloxicam, fifteen milligrams once a day with food for three weeks. No Advil or Aleve while you're on it.
Doctor: For the spasm, cyclobenzaprine, five to ten milligrams at night.
Doctor: We can also inject the shoulder with some cortisone if this doesn't do it.
-> START meloxicam 15 mg, 1/1d, C, x 3wk
-> START cyclobenzaprine 5-10 mg, 1/1d, NIGHT
-> STOP advil
-> STOP aleve
== anticoagulation
Nurse: INR is 1.6.
Doctor: What's she on?
Nurse: Warfarin five milligrams daily.
Doctor: Okay, go to seven and a half on Mondays and Fridays and five the other days. Recheck in a week.
Doctor: And hold her aspirin for now.
-> CHANGE warfarin #1 7.5 ?, 2/1wk, mon+fri; #1 5 ?, 5/1wk, tue+wed+thu+sat+sun
-> HOLD aspirin
== gout and reflux
Doctor: That toe is gout. Colchicine, point six milligrams, take it once a day for a week.
Patient: Can I keep taking my allopurinol?
Doctor: Yes, don't stop the allopurinol, three hundred a day.
Doctor: And the Prilosec, you've been on that a long time. Let's try to get you off of it. Take it every other day for two weeks, then stop.
-> START colchicine 0.6 mg, 1/1d, x 1wk
-> CONTINUE allopurinol 300 ?, 1/1d
-> STOP prilosec 1/2d, x 2wk
== women's health
Doctor: It's a urinary tract infection. Are you allergic to anything?
Patient: Sulfa.
Doctor: Okay so no Bactrim. Macrobid, one hundred milligrams twice a day for five days.
Patient: And I always get a yeast infection.
Doctor: I'll give you one Diflucan, one fifty, to take if that happens.
Patient: And my birth control, can you refill it? Sprintec.
Doctor: Sure, I'll refill the Sprintec for a year.
-> START macrobid 100 mg, 2/1d, x 5d
-> START diflucan (150) 1 ?
-> CONTINUE sprintec x 12mo
== hypothetical galore
Doctor: There are a few things we could do for the migraines. Some people use propranolol, some use topiramate.
Patient: I don't want anything that makes me tired.
Doctor: Then propranolol probably isn't it. One option would be Emgality once a month. We might consider Botox later on.
Doctor: For now, take sumatriptan fifty milligrams at the onset of a headache, you can repeat it in two hours, no more than two hundred in a day.
Doctor: If insurance doesn't cover that, I'd do rizatriptan ten.
-> START sumatriptan 50 mg, 1/2h, max 200 ?
~> propranolol
~> topiramate
~> emgality
~> rizatriptan
`;
