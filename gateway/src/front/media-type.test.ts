import { bodyTypeFault, replyForm } from './media-type.ts';

const json = 'application/json; charset=utf-8';
const response = 'application/graphql-response+json; charset=utf-8';

describe('the Accept header', () => {
  it.each([
    [undefined, json, false],
    ['', json, false],
    ['*/*', json, false],
    ['application/*', json, false],
    ['application/json', json, true],
    ['application/json; charset=UTF-8', json, true],
    ['application/graphql-response+json', response, false],
    ['application/graphql-response+json, application/json;q=0.9', response, false],
    ['application/json;q=0.5, application/graphql-response+json', response, false],
    ['application/json, application/graphql-response+json', json, true],
    ['text/html, application/xhtml+xml, */*;q=0.8', json, false],
    ['application/json;q=0, */*', json, false],
    ['APPLICATION/JSON', json, true],
    ['application/json;charset="utf-8;q=0"', undefined, undefined],
  ])('%s', (accept, contentType, lenient) => {
    const form = replyForm(accept);
    expect([form?.contentType, form?.lenient]).toEqual([contentType, lenient]);
    expect(replyForm(accept)).toEqual(form);
  });

  it.each(['application/xml', 'text/plain', 'application/json; charset=utf-16', 'image/*', 'application/json;q=0', ';;,,'])('%s is nothing that we speak', (accept) => {
    expect(replyForm(accept)).toBeNull();
  });

  it('tells of parts, events and pages', () => {
    expect(replyForm('multipart/mixed;deferSpec=20220824, application/json')).toMatchObject({ parts: true, partsOnly: false, json: true });
    expect(replyForm('multipart/mixed; deferSpec=20220824')).toMatchObject({ parts: true, partsOnly: true });
    expect(replyForm('multipart/mixed, application/json')).toMatchObject({ parts: false });
    expect(replyForm('text/event-stream')).toMatchObject({ events: true, json: false });
    expect(replyForm('text/html')).toMatchObject({ html: true, json: false });
  });
});

describe('the media type of a body', () => {
  it.each([['application/json', true], ['application/json;charset=utf-8', true], ['Application/JSON; Charset="UTF-8"', true], ['application/json; x=y', true]])('%s is read', (type) => {
    expect(bodyTypeFault(type)).toBeNull();
  });

  it.each([undefined, '', 'text/plain', 'application/graphql', 'application/json; charset=iso-8859-1', 'application/jsonx'])('%s is not', (type) => {
    expect(bodyTypeFault(type)).toEqual(expect.any(String));
  });
});
