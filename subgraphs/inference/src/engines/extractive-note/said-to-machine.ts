import { joinWords } from './words.ts';
import type { Word } from './words.ts';

const instruction =
  /\b(?:ignore|disregard|forget|override)\b[^.!?]{0,40}\b(?:instructions?|prompts?|rules|guidelines|everything above|previous)\b|\bsystem prompt\b|\byou are (?:now )?an? (?:ai|assistant|language model|chatbot)\b|\bas an? (?:ai|language model)\b|<\/?(?:system|assistant|user|instructions?|transcript)>|^\s*(?:system|assistant)\s*:/i;

const trigger = /^(?:ignore|disregard|forget|override|system|assistant|user|ai|transcript|instructions?|chatbot)$/;

/** The same of words; cheap for nearly all. */
export const ordersMachine = (words: readonly Word[]): boolean => words.some(({ lower }) => trigger.test(lower)) && isInstruction(joinWords(words));

/** Words that order a machine about instead of speaking to the other: nobody's finding and nobody's plan, whoever is taken to have said them. */
export const isInstruction = (text: string): boolean => instruction.test(text);
