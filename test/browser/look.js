// What the tests ask a page: an expression that is evaluated in it, so nothing from outside can be used here.
({
  /** Levels of the headings, in their order. */
  headings: () =>
    [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].map(({ tagName }) => Number(tagName[1])),

  /** Landmarks that are missing, and tables, pictures and links that lack a name or headings. */
  unnamed() {
    const missing = ['header', 'nav', 'main', 'footer'].filter(
      (landmark) => document.querySelectorAll(`body > ${landmark}`).length !== 1,
    );
    const tables = [...document.querySelectorAll('table')].filter(
      (table) =>
        !table.caption?.textContent ||
        [...table.querySelectorAll('th')].some(({ scope }) => !['col', 'row'].includes(scope)) ||
        table.tHead.querySelector('td') !== null,
    );
    const pictures = [...document.querySelectorAll('svg')].filter((svg) => {
      const ids = svg.getAttribute('aria-labelledby')?.split(' ') ?? [];
      const said = ids.filter((id) => document.getElementById(id)?.textContent);
      return svg.getAttribute('role') !== 'img' || said.length !== 2;
    });
    const links = [...document.querySelectorAll('a')].filter((link) => link.textContent.trim() === '');
    return [
      ...missing,
      ...[...tables, ...pictures, ...links].map(({ outerHTML }) => outerHTML.slice(0, 120)),
    ];
  },

  /** Elements that reach beyond the page's width, other than what scrolls by itself. */
  beyond() {
    const { clientWidth, scrollWidth } = document.documentElement;
    const elements = [...document.querySelectorAll('body *')].filter((element) => {
      const { left, right, width } = element.getBoundingClientRect();
      const scroller = element.parentElement.closest('.wide');
      const scrolls = scroller && getComputedStyle(scroller).overflowX === 'auto';
      return (
        width > 0 && !scrolls && !element.closest('.skip, defs') && (right > clientWidth + 1 || left < -1)
      );
    });
    return [
      ...(scrollWidth > clientWidth + 1 ? [`${scrollWidth} > ${clientWidth}`] : []),
      ...elements.slice(0, 5).map(({ outerHTML }) => outerHTML.slice(0, 120)),
    ];
  },

  /** What has the focus, and whether that can be seen. */
  focus() {
    const here = document.activeElement;
    return { id: here.id, text: here.textContent, outline: getComputedStyle(here).outlineStyle };
  },

  /** The contrast of every text with what is behind it (WCAG 2.2, 1.4.3). */
  contrasts() {
    const parsed = (colour) => (colour.match(/[\d.]+/g) ?? []).map(Number);
    const luminance = (colour) => {
      const [r, g, b] = colour.slice(0, 3).map((value) => {
        const part = value / 255;
        return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const ratio = (one, other) => {
      const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
      return (light + 0.05) / (dark + 0.05);
    };
    const behind = (element) => {
      for (let here = element; here; here = here.parentElement) {
        const colour = parsed(getComputedStyle(here).backgroundColor);
        if (colour[3] !== 0) return colour;
      }
      return [255, 255, 255];
    };
    const found = [];
    for (const element of document.querySelectorAll('body *')) {
      const text = [...element.childNodes]
        .filter(({ nodeType }) => nodeType === Node.TEXT_NODE)
        .map(({ textContent }) => textContent.trim())
        .join('');
      if (text === '' || element.closest('title, desc')) continue;
      const style = getComputedStyle(element);
      if (element instanceof SVGElement) {
        // In a box with its own title, what was painted last lies under the text.
        const box = element.parentElement.querySelector(':scope > title') && element.parentElement;
        const under = [...(box?.querySelectorAll(':scope > rect') ?? [])].at(-1);
        const paper = under ? parsed(getComputedStyle(under).fill) : [255, 255, 255];
        found.push({ text: `${text} in a picture`, ratio: ratio(parsed(style.fill), paper) });
      } else found.push({ text: text.slice(0, 40), ratio: ratio(parsed(style.color), behind(element)) });
    }
    return found;
  },
});
