/** Classes of failure that dialogues written by others showed, in dialogues of our own. */
export const classes = String.raw`
== food asked about, and answered
Doctor: I'll call in cefdinir, three hundred milligrams twice a day for ten days.
Patient: On an empty stomach?
Doctor: No, with food.
-> START cefdinir 300 mg, 2/1d, C, x 10d
== one dose measured twice
Doctor: Cephalexin for the skin, two hundred fifty milligrams, that's five mils of the two fifty per five, three times a day for a week.
-> START cephalexin (250/5) 250 mg, 3/1d, x 1wk
== goes from one to another
Doctor: The Synthroid goes from a hundred to one hundred twelve micrograms.
Patient: Before breakfast still?
Doctor: Yes.
-> CHANGE synthroid 112 mcg, 1/1d, ACM
== a list checked, then kept
Doctor: Let me go through what you take. Pravastatin forty?
Patient: Yes.
Doctor: Atenolol?
Patient: Fifty, once a day.
Doctor: Keep the pravastatin and the atenolol. And I'll take the meclizine off your list.
-> CONTINUE pravastatin 40 ?
-> CONTINUE atenolol 50 ?, 1/1d
-> STOP meclizine
== doses by the day of the week, of the one that is spoken of
Doctor: And the Coumadin is still two and a half every day?
Patient: Every evening, yes.
Doctor: Then I want you to take five on Tuesdays and two and a half all the other days.
-> CHANGE coumadin #1 5 ?, 1/1wk, tue; #1 2.5 ?, 6/1wk, mon+wed+thu+fri+sat+sun
== a taper, its time of day asked later
Doctor: We'll do a dexamethasone taper. Four milligrams for two days, then two for two days, then stop.
Patient: Mornings?
Doctor: In the morning, with food.
-> START dexamethasone #1 4 mg, 1/1d, MORN+C, x 2d; #2 2 mg, 1/1d, MORN+C, x 2d
== refused without a no
Patient: Could I take my Cialis with the Imdur?
Doctor: Absolutely not.
~> cialis
~> imdur
== the end of a pause is no order
Doctor: Don't take the Eliquis for two days before the biopsy. We'll restart it after.
-> HOLD eliquis
== corrected across sentences
Doctor: Let's use ramipril, five milligrams once daily. No, wait, your blood pressure is low. Two point five, once daily.
-> START ramipril 2.5 mg, 1/1d
== taken back after what the patient said
Doctor: I'm putting you on Macrobid, one hundred milligrams twice a day for five days.
Patient: That one gave me hives.
Doctor: Okay, then not that one. Cefuroxime instead, two hundred fifty milligrams twice a day, five days.
-> START cefuroxime 250 mg, 2/1d, x 5d
~> macrobid
== for both
Doctor: I want Augmentin 875 twice a day and doxycycline 100 twice a day.
Patient: How long?
Doctor: Both for ten days.
-> START augmentin 875 ?, 2/1d, x 10d
-> START doxycycline 100 ?, 2/1d, x 10d
== called by what it is
Patient: I take chlorthalidone and bisoprolol.
Doctor: Let's stop the water pill and keep the beta blocker at five once a day.
-> STOP chlorthalidone
-> CONTINUE bisoprolol 5 ?, 1/1d
== a class of two is none
Patient: I take lisinopril and amlodipine.
Doctor: Stop the blood pressure pill.
== the way off
doctor: i'd like to get you off the klonopin so instead of one milligram at night we'll go to half a milligram at night for two weeks and then stop
-> CHANGE klonopin 0.5 mg, 1/1d, NIGHT, x 2wk
== a pause with a dose behind it
doctor: skip tonight's coumadin and then go back to two milligrams a day
-> HOLD coumadin
-> CHANGE coumadin 2 mg, 1/1d
== per kilo, worked out and not
doctor: amoxicillin fifty per kilo once a day that comes out to six hundred milligrams once a day ten days
doctor: and give her ibuprofen ten milligrams per kilo every six hours as needed for fever
-> START amoxicillin 600 mg, 1/1d, x 10d
-> START ibuprofen 10 mg/kg, 1/6h, prn fever
== a condition before a call
Doctor: If it's too dear at the pharmacy call me, and we'll go with nystatin instead.
~> nystatin
== going home on
Doctor: You're going home on aspirin 81 once daily and Brilinta 90 twice daily.
-> START aspirin 81 ?, 1/1d
-> START brilinta 90 ?, 2/1d
== run together
doctor: let's renew everything then
patient: please
doctor: carvedilol six point two five twice a day losartan fifty daily with three refills
-> CONTINUE carvedilol 6.25 ?, 2/1d
-> CONTINUE losartan 50 ?, 1/1d, rf 3
== swapped
Doctor: Swap the famotidine for omeprazole, twenty, once a day before breakfast.
-> STOP famotidine
-> START omeprazole 20 ?, 1/1d, ACM
== only where it is at hand
Doctor: Call the ambulance, and give the prednisolone, fifteen milligrams, if you have it.
~> prednisolone
== once
Doctor: It's croup. One dose of dexamethasone here, six milligrams by mouth.
-> START dexamethasone 6 mg, oral, 1 time
`;
