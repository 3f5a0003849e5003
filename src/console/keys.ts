/**
 * The console works without a script; with this one an officer decides by keys alone, and what was chosen or typed is not
 * lost when the server is away: it stays in the browser's tab and is sent again by itself.
 *
 * On the field at hand: 1–9 choose · Enter takes what was read (or keeps the choice) and goes on · Esc takes the choice
 * back · Ctrl+Enter records.
 */
export const script = `
'use strict';
(() => {
  const form = document.querySelector('form[data-review]');
  if (!form) return;
  document.documentElement.classList.add('keys');
  const cards = [...form.querySelectorAll('section[data-field]')];
  const said = form.querySelector('[data-state]');
  const place = 'sohoa ' + location.pathname;
  let current = -1;
  let sent = false;

  const choices = (card) => [...card.querySelectorAll('input[type=radio]')];
  const typed = (card) => card.querySelector('input[type=text]');
  const chosen = (card) => choices(card).find((one) => one.checked && one.value !== '');

  const keep = () => {
    const state = {};
    for (const card of cards) {
      const one = chosen(card);
      if (one) state[card.dataset.field] = [one.value, typed(card).value];
    }
    try { Object.keys(state).length ? sessionStorage.setItem(place, JSON.stringify(state)) : sessionStorage.removeItem(place); } catch {}
  };
  const mark = () => {
    for (const card of cards) card.classList.toggle('chosen', Boolean(chosen(card)));
    keep();
  };
  const choose = (card, radio) => {
    radio.checked = true;
    // most corrections change a letter or cut an end off: one begins with what was read
    const read = choices(card).find((one) => one.dataset.read !== undefined);
    if (radio.value === 'typed' && typed(card).value === '' && read) typed(card).value = read.value.slice(1);
    mark();
  };
  // the sheet beside the fields moves to the place of the field at hand
  const show = ({ dataset }) => {
    const image = document.querySelectorAll('.sheet img')[dataset.page - 1];
    if (!image) return;
    const sheet = image.closest('.sheet');
    sheet.scrollTop = image.offsetTop - sheet.offsetTop + dataset.at * image.clientHeight - sheet.clientHeight / 2;
  };
  const go = (index) => {
    current = Math.max(0, Math.min(cards.length - 1, index));
    cards.forEach((card, at) => card.classList.toggle('current', at === current));
    const card = cards[current];
    if (!card) return;
    (chosen(card) || choices(card)[0]).focus({ preventScroll: true });
    card.scrollIntoView({ block: 'center' });
    show(card);
  };
  const next = () => {
    if (current + 1 < cards.length) go(current + 1);
    else form.querySelector('.bar button').focus();
  };

  try {
    const before = JSON.parse(sessionStorage.getItem(place) || '{}');
    for (const card of cards) {
      const [value, text] = before[card.dataset.field] || [];
      if (value === undefined || card.classList.contains('done')) continue;
      typed(card).value = text;
      const radio = choices(card).find((one) => one.value === value);
      if (radio) radio.checked = true;
    }
  } catch {}

  form.addEventListener('change', ({ target }) => {
    const card = target.closest('section[data-field]');
    if (card && target.type === 'radio') choose(card, target);
    else mark();
  });
  form.addEventListener('input', ({ target }) => {
    const card = target.closest('section[data-field]');
    if (!card || target.type !== 'text') return;
    choose(card, choices(card).find((one) => one.value === (target.value === '' ? '' : 'typed')));
  });
  form.addEventListener('focusin', ({ target }) => {
    const index = cards.indexOf(target.closest('section[data-field]'));
    if (index < 0 || index === current) return;
    current = index;
    cards.forEach((card, at) => card.classList.toggle('current', at === index));
    show(cards[index]);
  });
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && event.ctrlKey) { event.preventDefault(); form.requestSubmit(form.querySelector('.bar button')); return; }
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const { target } = event;
    if (target.closest('.bar, details, select, header')) return;
    const card = cards[current];
    if (!card) return;
    const writing = target === typed(card);
    if (event.key === 'Enter') {
      event.preventDefault();
      // nobody confirms what he could not see: not there yet, or not to be had (then 1 takes it knowingly)
      const picture = card.querySelector('img');
      if (picture && !picture.naturalWidth && !chosen(card)) return;
      if (!chosen(card)) {
        const read = choices(card).find((one) => one.dataset.read !== undefined);
        if (!read) { typed(card).focus(); return; }
        choose(card, read);
      }
      next();
    } else if (event.key === 'Escape') {
      typed(card).value = '';
      choose(card, choices(card)[0]);
      choices(card)[0].focus();
    } else if (!writing && /^[1-9]$/.test(event.key)) {
      const radio = choices(card)[Number(event.key)];
      if (!radio) return;
      event.preventDefault();
      choose(card, radio);
      (radio.value === 'typed' ? typed(card) : radio).focus();
    }
  });

  const tell = (key, text) => {
    said.textContent = text || said.dataset[key] || '';
    said.className = key === 'sending' ? 'soft' : 'warn';
  };
  const send = async (body, pause, again) => {
    tell('sending');
    let answer;
    try {
      answer = await fetch(form.action, { method: 'POST', body, headers: { accept: 'text/html' } });
    } catch {
      tell('away');
      setTimeout(() => send(body, Math.min(pause * 2, 30000), true), pause);
      return;
    }
    const page = await answer.text();
    if (answer.ok) {
      sessionStorage.removeItem(place);
      location.assign(answer.url);
      return;
    }
    // the first time it may have been recorded, and only the answer was lost: the task shows what stands
    if (again && answer.status === 412) { location.assign(location.pathname + '?officer=' + encodeURIComponent(body.get('officer'))); return; }
    sent = false;
    const sentence = new DOMParser().parseFromString(page, 'text/html').querySelector('.said');
    tell('failed', sentence && sentence.firstChild && sentence.firstChild.textContent);
    if (answer.status === 412) {
      const link = document.createElement('a');
      link.href = location.pathname;
      link.textContent = said.dataset.again;
      said.append(' ', link);
    }
  };
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (sent) return;
    sent = true;
    const body = new URLSearchParams(new FormData(form));
    const { submitter } = event;
    if (submitter && submitter.name) body.set(submitter.name, submitter.value);
    send(body, 2000, false);
  });

  mark();
  if (cards.length) go(Math.max(0, cards.findIndex((card) => !card.classList.contains('done') && !chosen(card))));
})();
`;
