/** Written before the engine had read them; no one's visit. */
export const roundE = String.raw`
== hypertension follow-up, asr
[doctor] hey good morning so i see your home readings are averaging one forty five over eighty eight
[patient] yeah they've been a little high
[doctor] and you're taking the amlodipine five milligrams every day
[patient] every day yes
[doctor] okay so i think we need to go ahead and bump that up to ten milligrams a day
[patient] will that make my ankles swell
[doctor] it can so if that happens let me know and we'd switch you to something else
[doctor] and then your cholesterol medication just keep taking that the way you are the crestor ten
[doctor] and let's get you a refill on the omeprazole twenty milligrams daily ninety day supply three refills
-> CHANGE amlodipine 10 mg, 1/1d
-> CONTINUE crestor 10 ?
-> CONTINUE omeprazole 20 mg, 1/1d, 90 day supply, rf 3
== pneumonia
Doctor: The chest x-ray shows a small pneumonia on the right.
Patient: Is it serious?
Doctor: We caught it early. I'm prescribing two antibiotics: amoxicillin, one gram three times a day for five days, and azithromycin, five hundred milligrams the first day, then two fifty a day for four days.
Patient: I have some leftover cough syrup.
Doctor: You can use that. And Tylenol for fever, six fifty every six hours.
Doctor: If you get worse, we might need IV antibiotics in the hospital.
-> START amoxicillin 1 g, 3/1d, x 5d
-> START azithromycin #1 500 mg, x 1d; #2 250 mg, 1/1d, x 4d
-> START tylenol 650 ?, 1/6h
== insulin, nurse on the line
Nurse: Mr. Alvarez, sugars in the 300s, he's on Lantus 20 at bedtime and Novolog 5 with meals.
Doctor: Let's go up on the Lantus to 26 units at bedtime, and the Novolog to 8 with each meal.
Nurse: He's out of test strips too.
Doctor: Okay, strips and lancets.
Doctor: Tell him to hold the glipizide.
-> CHANGE lantus 26 unit, 1/1d, HS
-> CHANGE novolog 8 ?, C
-> HOLD glipizide
== dermatology, psoriasis
Doctor: For the scalp, clobetasol solution, a few drops twice a day for two weeks on, one week off.
Doctor: For the elbows, calcipotriene cream every night.
Patient: And my face?
Doctor: Only hydrocortisone one percent there, once a day, no more than a week.
Patient: I saw a commercial for Skyrizi.
Doctor: That's for people with more of it. If the creams don't work, we'll talk about Otezla or one of the injections.
Doctor: Stop the coal tar shampoo.
-> START clobetasol 2/1d, x 2wk
-> START calcipotriene topical, 1/1d, NIGHT
-> START hydrocortisone (1 %) 1/1d, x 1wk
-> STOP coal tar topical
~> skyrizi
~> otezla
== pediatrics, weight based
Doctor: She's 18 kilos. For the strep we'll do amoxicillin at 50 milligrams per kilo per day, so 900 milligrams once a day for ten days.
Dad: Liquid?
Doctor: Yes, the 400 per 5. That's about 11 mL.
Dad: And ibuprofen for the fever, how much?
Doctor: 10 milligrams per kilo, so 180 milligrams every 6 to 8 hours as needed.
-> START amoxicillin 900 mg, 1/1d, x 10d
-> START ibuprofen 180 mg, 1/6-8h, prn
== knee OA, injections
Doctor: We'll do the steroid injection today, forty of Kenalog with some lidocaine.
Patient: Will I still need pills?
Doctor: You can keep using the diclofenac gel, two grams four times a day on the knee. I'd stop the oral naproxen because of your stomach.
Patient: And Tylenol?
Doctor: Tylenol's fine, up to three grams a day.
Doctor: Down the road we could try the gel shots.
-> START kenalog 40 ?
-> START lidocaine
-> CONTINUE diclofenac 2 g, topical, 4/1d
-> STOP naproxen oral
-> START tylenol max 3 g
== bipolar, levels
Doctor: Your lithium level was 0.5, that's a bit low.
Patient: I'm on six hundred at night.
Doctor: So let's take it up to nine hundred at night and repeat the level in a week.
Patient: My brother had trouble with lithium.
Doctor: We'll keep an eye on your kidneys. No ibuprofen with it, use Tylenol for headaches.
Doctor: Olanzapine we leave at ten.
-> CHANGE lithium 900 ?, 1/1d, NIGHT
-> STOP ibuprofen
-> START tylenol
-> CONTINUE olanzapine 10 ?
== dictated clinic letter
Plan
- Increase Entresto to 97/103 mg twice daily
- Continue carvedilol 25 mg BID and spironolactone 25 mg daily
- Decrease Lasix to 20 mg every other day
- D/C digoxin
- Start Farxiga 10 mg qAM
- Patient prefers not to start a statin at this time
- Colchicine 0.6 mg BID x 5 days for gout flare, then stop
-> CHANGE entresto (97/103 mg) 2/1d
-> CONTINUE carvedilol 25 mg, 2/1d
-> CONTINUE spironolactone 25 mg, 1/1d
-> CHANGE lasix 20 mg, 1/2d
-> STOP digoxin
-> START farxiga 10 mg, 1/1d, MORN
-> START colchicine 0.6 mg, 2/1d, x 5d
== sleep
P: I can't sleep.
D: What have you tried?
P: Melatonin, Benadryl, my wife's Ambien once.
D: Don't take your wife's Ambien. And stop the Benadryl, it's not good for you long term.
D: The melatonin is fine, take three milligrams two hours before bed.
D: We could think about trazodone or doxepin if that's not enough.
P: I'd like to try the trazodone.
D: All right, let's do fifty milligrams at bedtime. I'll send thirty with one refill.
-> STOP ambien
-> STOP benadryl
-> CONTINUE melatonin 3 mg, 1/1d, HS
-> START trazodone 50 mg, 1/1d, HS, 30 ?, rf 1
~> doxepin
== postpartum
Doctor: Are you breastfeeding?
Patient: Yes.
Doctor: Then sertraline is the safest. Twenty-five milligrams a day for the first week and then fifty.
Patient: Should I keep taking the prenatals?
Doctor: Yes, and iron, one tablet every other day. Colace a hundred milligrams twice a day if you get constipated.
Patient: When can I restart my birth control?
Doctor: At six weeks we can start the mini pill, norethindrone.
-> START sertraline #1 25 mg, 1/1d, x 1wk; #2 50 mg
-> CONTINUE prenatals
-> START iron 1 tablet, 1/2d
-> START colace 100 mg, 2/1d
~> norethindrone
== travel
Doctor: So you're going to Tanzania. For malaria, Malarone, one tablet a day starting two days before you go, and for seven days after you're back.
Patient: My friend took doxycycline.
Doctor: That's an alternative, but Malarone is easier. For diarrhea, azithromycin 1000 milligrams once if you get it. And Imodium, two milligrams after each loose stool, max eight a day.
Doctor: You need the typhoid vaccine and yellow fever. We'll give those here.
-> START malarone 1 tablet, 1/1d
-> START azithromycin 1000 mg
-> START imodium 2 mg, max 8 ?
~> doxycycline
`;
