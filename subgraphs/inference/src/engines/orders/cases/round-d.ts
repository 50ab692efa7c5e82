/** Written before the engine had read them; no one's visit. */
export const roundD = String.raw`
== annual physical, tidy
Dr. Nguyen: Let's go over your medicines. You take lisinopril 20 milligrams daily?
Patient: Yes.
Dr. Nguyen: And atorvastatin 40 at night?
Patient: Right.
Dr. Nguyen: And the metformin twice a day?
Patient: Yes, 850.
Dr. Nguyen: Good. So the blood pressure is 146 over 88. I'd like to raise the lisinopril to 40 milligrams once daily.
Dr. Nguyen: The atorvastatin and the metformin can stay where they are.
Dr. Nguyen: You're due for your shingles shot and a flu shot. We'll give you both today.
Dr. Nguyen: And start taking a daily aspirin? No, at your age I wouldn't.
Patient: I've been taking one.
Dr. Nguyen: Then you can stop that.
-> CHANGE lisinopril 40 mg, 1/1d
-> CONTINUE atorvastatin 40 ?, 1/1d, NIGHT
-> CONTINUE metformin
-> STOP aspirin
== kidney stone, ED, no punctuation
d: alright so you've got a five millimeter stone on the left it should pass on its own
p: it really hurts
d: yeah so i'm gonna send you home with some percocet five three twenty five one to two tablets every four to six hours as needed for pain number fifteen
d: and zofran four milligrams under the tongue every eight hours as needed for nausea
d: flomax point four once a day until the stone passes and ibuprofen six hundred every six hours with food
p: i already take motrin
d: that's the same thing as ibuprofen so don't double up
d: if you get a fever over a hundred point four come right back
-> START percocet (5/325) 1-2 tablet, 1/4-6h, prn pain, 15 ?
-> START zofran 4 mg, sublingual, 1/8h, prn nausea
-> START flomax 0.4 ?, 1/1d
-> START ibuprofen 600 ?, 1/6h, C
== pediatric allergy
Doctor: So it's hives, probably from the virus.
Mom: I gave her some Benadryl last night and it helped.
Doctor: Benadryl is okay, but it makes kids sleepy. I'd switch to Zyrtec, 5 mL once a day for the next week.
Mom: Okay. Should I stop the Benadryl then?
Doctor: Yes, stop the Benadryl.
Mom: And she's on amoxicillin from urgent care.
Doctor: Let's stop that too, just in case it's the amoxicillin.
Doctor: If she has any trouble breathing, use the EpiPen and call 911.
-> START zyrtec 5 mL, 1/1d, x 1wk
-> STOP benadryl
-> STOP amoxicillin
-> START epipen
== cardiology, titration
[doctor] your heart rate is still in the nineties
[patient] i've been taking the metoprolol fifty twice a day like you said
[doctor] okay let's make it seventy five twice a day and the digoxin a hundred twenty five micrograms daily keep that
[doctor] i'd also like to get you started on eliquis five milligrams twice a day because of the afib
[patient] instead of the aspirin
[doctor] correct stop the aspirin once you have the eliquis
[doctor] if the rate is still up when you come back we might try amiodarone
-> CHANGE metoprolol 75 ?, 2/1d
-> CONTINUE digoxin 125 mcg, 1/1d
-> START eliquis 5 mg, 2/1d
-> STOP aspirin
~> amiodarone
== anxiety
Doctor: How often are you using the Xanax?
Patient: Maybe three times a week. Half a milligram.
Doctor: Okay. I'd like to get you off the Xanax eventually. For now keep it to no more than three a week.
Doctor: Let's start buspirone, seven and a half milligrams twice a day, and after a week go up to fifteen twice a day.
Patient: Can you refill the Zoloft while I'm here?
Doctor: Sure. That's the hundred milligrams, ninety tablets, one a day, with one refill.
-> CONTINUE xanax 0.5 mg, max 3 ?
-> START buspirone #1 7.5 mg, 2/1d, x 1wk; #2 15 mg, 2/1d
-> CONTINUE zoloft 100 mg, 1/1d, 90 tablet, rf 1
== wound care
Doctor: This is infected. I'm going to put you on Keflex 500, four times a day for seven days.
Patient: Do I put anything on it?
Doctor: Mupirocin ointment three times a day. Keep it covered.
Patient: I've been using peroxide.
Doctor: Stop the peroxide, it slows healing.
Doctor: Are you up to date on tetanus? No? Then we'll give you a Tdap before you go.
Doctor: Do you want something for pain? You can alternate Tylenol and ibuprofen.
-> START keflex 500 ?, 4/1d, x 7d
-> START mupirocin topical, 3/1d
-> START tylenol
-> START ibuprofen
== parkinson and sleep
Doctor: Still stiff in the mornings?
Wife: Very. And he's up at night.
Doctor: So the carbidopa-levodopa, 25/100, he's taking one three times a day. I'd go to one and a half tablets three times a day.
Doctor: For sleep, melatonin, three milligrams, about an hour before bed. I'd avoid the Unisom, it can confuse him.
Wife: He's been taking it every night.
Doctor: I'd really like him to stop that.
Doctor: The rasagiline stays the same, one milligram in the morning.
-> CHANGE carbidopa-levodopa (25/100) 1.5 tablet, 3/1d
-> START melatonin 3 mg, 1/1d, HS
-> STOP unisom
-> CONTINUE rasagiline 1 mg, 1/1d, MORN
== smoking and copd note, dictated
Impression: COPD, stable. Continue Spiriva Respimat 2 puffs daily. Albuterol HFA 2 puffs q4h prn. Restart Symbicort 160/4.5, 2 puffs BID, rinse mouth after. Discontinue theophylline. Start Chantix 0.5 mg daily for 3 days, then 0.5 mg twice daily for 4 days, then 1 mg twice daily. Consider roflumilast if exacerbations continue. Pneumococcal vaccine given today.
-> CONTINUE spiriva 2 puff, inhalation, 1/1d
-> START albuterol 2 puff, inhalation, 1/4h, prn
-> START symbicort (160/4.5) 2 puff, inhalation, 2/1d
-> STOP theophylline
-> START chantix #1 0.5 mg, 1/1d, x 3d; #2 0.5 mg, 2/1d, x 4d; #3 1 mg, 2/1d
~> roflumilast
== phone, ear drops
Nurse: Dr. Shah, the pharmacy doesn't have the Ciprodex.
Dr. Shah: Okay, change it to ofloxacin drops, five drops in the right ear twice a day for seven days.
Nurse: Mrs. Kim's potassium came back at 3.1.
Dr. Shah: Have her take potassium chloride, forty milliequivalents now and then twenty daily, and hold the chlorthalidone until we recheck.
Nurse: And Mr. Ross wants Viagra.
Dr. Shah: He's on nitrates, so no.
-> START ofloxacin 5 drop, otic, 2/1d, x 7d
-> START potassium chloride #1 40 mEq; #2 20 mEq, 1/1d
-> HOLD chlorthalidone
~> viagra
-> STOP ciprodex
== weight management
Patient: My cousin lost forty pounds on Ozempic.
Doctor: It works for a lot of people. For you, with the prediabetes, insurance would cover Wegovy I think.
Patient: What would the dose be?
Doctor: We'd start at 0.25 once a week and work our way up. But let me check coverage first.
Patient: And if they say no?
Doctor: Then phentermine could be an option short term, or metformin.
Doctor: For now let's just get you on metformin XR, 500 milligrams with dinner, and if your stomach's okay go to 1000 after two weeks.
-> START metformin 500 mg, 1/1d, CV
~> ozempic
~> wegovy
~> phentermine
`;
