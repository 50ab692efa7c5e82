/** Visits that we wrote ourselves; no patient said any of this. */

export const soreThroat = `Doctor: Good morning, what brings you in today?
Patient: I have had a sore throat for three days, and a fever of one hundred and one last night.
Doctor: Any cough or trouble breathing?
Patient: No cough, and no trouble breathing.
Doctor: Your throat is red and there is exudate on the tonsils. The rapid strep test is positive.
Doctor: This is strep throat. I'm going to start you on amoxicillin 500 mg by mouth twice a day for ten days, twenty capsules, no refills.
Patient: Okay, thank you.
Doctor: Come back if you are not better in a week.`;

export const bloodPressure = `Doctor: How has the blood pressure been at home?
Patient: Around one fifty over ninety most mornings.
Doctor: Any headaches or chest pain?
Patient: No chest pain. A mild headache now and then.
Doctor: It is one forty eight over ninety two here today. The hypertension is not controlled.
Doctor: I want to start lisinopril once a day by mouth. Thirty tablets, two refills.
Doctor: We will check your potassium and creatinine in two weeks.`;

export const nothingToPrescribe = `Doctor: What can I do for you?
Patient: My left knee hurts when I climb stairs, for about two weeks now.
Doctor: Any swelling?
Patient: No swelling and it does not lock.
Doctor: The knee is stable and there is no effusion. This looks like patellofemoral pain.
Doctor: Let's do physical therapy, and come back in six weeks.`;
