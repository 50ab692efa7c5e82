// Characters that XML 1.0 cannot hold even escaped: they cannot be in a narrative.
const impossible = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

export const escapeXml = (text: string): string => text.replace(impossible, '').replace(/[&<>"']/g, (char) => escapes[char]!);

export type Narrative = { status: 'generated'; div: string };

/** XHTML as FHIR wants it: paragraphs of escaped text and nothing else. */
export function narrative(paragraphs: readonly string[]): Narrative {
  const body = paragraphs.map((text) => `<p>${escapeXml(text).replaceAll('\n', '<br/>')}</p>`).join('');
  return { status: 'generated', div: `<div xmlns="http://www.w3.org/1999/xhtml">${body}</div>` };
}
