// The page works without this: it completes what is typed, and copies the link.
for (const input of document.querySelectorAll('input[data-option]')) {
  const command = input.form.elements.namedItem('form').value;
  let latest = 0;
  let timer;
  input.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(() => complete(++latest), 120);
  });

  async function complete(mine) {
    const query = new URLSearchParams({ command, option: input.dataset.option, typed: input.value });
    try {
      const choices = await (await fetch(`/api/suggest?${query}`)).json();
      // Answers may overtake each other; only the one to the last key counts.
      if (mine === latest) input.list.replaceChildren(...choices.map(({ name, value }) => new Option(name, value)));
    } catch {
      // Completion is a convenience: without it the value is typed in full.
    }
  }
}

for (const button of document.querySelectorAll('button[data-copy]')) {
  if (!navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(new URL(button.dataset.copy, location.href).href);
    button.textContent = 'Copied';
  });
}
