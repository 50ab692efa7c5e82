import type { Token } from './tokens.ts';

/** Directions in Spanish that pharmacies print for patients: word by word, where at least two words are plainly Spanish. */
const words: Readonly<Record<string, string>> = {
  tome: 'take', tomar: 'take', toma: 'take', aplique: 'apply', aplicar: 'apply', use: 'use', inhale: 'inhale', inyecte: 'inject', una: '#1', un: '#1', uno: '#1', dos: '#2', tres: '#3', cuatro: '#4', cinco: '#5', seis: '#6', siete: '#7', ocho: '#8', diez: '#10', doce: '#12',
  media: '#0.5', medio: '#0.5', tableta: 'tablet', tabletas: 'tablets', pastilla: 'tablet', pastillas: 'tablets', comprimido: 'tablet', comprimidos: 'tablets', capsula: 'capsule', capsulas: 'capsules', cpsula: 'capsule', gotas: 'drops', gota: 'drop', cucharadita: 'teaspoon', cucharaditas: 'teaspoons',
  cada: 'every', hora: 'hour', horas: 'hours', dia: 'day', dias: 'days', da: 'day', das: 'days', semana: 'week', semanas: 'weeks', mes: 'month', vez: 'times', veces: 'times', al: 'a', por: 'by', boca: 'mouth', via: '', va: '', oral: 'oral', noche: 'night', manana: 'morning', maana: 'morning', acostarse: 'bedtime',
  durante: 'for', con: 'with', comida: 'food', comidas: 'meals', alimentos: 'food', antes: 'before', despues: 'after', segun: 'as', segn: 'as', sea: '', se: '', necesario: 'needed', necesite: 'needed', necesidad: 'needed', dolor: 'pain', para: 'for', fiebre: 'fever', ojo: 'eye', ojos: 'eyes', oido: 'ear', y: 'and', o: 'or', la: 'the', las: 'the', el: 'the', los: 'the', en: 'in', de: 'of', a: 'a', indicado: 'directed', diario: 'daily', diariamente: 'daily',
};
const plain = new Set('tome tomar tableta tabletas pastilla pastillas comprimido capsula capsulas cpsula cada horas dia dias veces por boca noche manana segun segn necesite necesario durante comidas aplique cucharadita acostarse gotas'.split(' '));

/** The same array where the text is not Spanish. */
export const translate = (tokens: Token[]): Token[] => {
  if (tokens.filter((token) => plain.has(token.text)).length < 2) return tokens;
  return tokens.flatMap((token, at) => {
    if (token.kind !== 'word') return [token];
    // "por 7 dias" is how long, "por la boca" the route
    const word = token.text === 'por' && tokens[at + 1]?.kind === 'number' ? 'for' : token.text === 'de' && tokens[at - 1]?.text === 'antes' ? '' : words[token.text];
    if (word === undefined) return [token];
    if (word === '') return [];
    return [word.startsWith('#') ? { ...token, text: word.slice(1), kind: 'number' as const } : { ...token, text: word }];
  });
};
