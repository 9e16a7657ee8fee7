// Finds elements on the page as a person names them: by role and name, by text,
// by selector. Both functions run on the page, so they hold all they need.

/**
 * The elements that a chain of steps leads to, in the page's order.
 * @param {Step[]} steps
 * @typedef {{css?: string, role?: string, name?: Words, text?: Words, label?: Words, hasText?: Words, visible?: boolean, nth?: number}} Step
 * @typedef {{text?: string, exact?: boolean, source?: string, flags?: string}} Words
 */
export function find(steps) {
  const ROLES = {
    button: "button, input[type=button], input[type=submit]",
    cell: "td",
    checkbox: "input[type=checkbox]",
    columnheader: "thead th",
    combobox: "select",
    contentinfo: "footer",
    dialog: "dialog",
    heading: "h1, h2, h3, h4, h5, h6",
    link: "a[href]",
    listitem: "li",
    navigation: "nav",
    radio: "input[type=radio]",
    searchbox: "input[type=search]",
    spinbutton: "input[type=number]",
    textbox: "textarea, input:not([type]), input[type=text]",
  };
  const NAMED_BY_CONTENT = ["button", "cell", "columnheader", "heading", "link"];
  const squeezed = (text) => text.replace(/\s+/g, " ").trim();
  const matches = (words, text) => {
    if (words.source !== undefined) {
      return new RegExp(words.source, words.flags).test(squeezed(text));
    }
    const [all, part] = [squeezed(text), squeezed(words.text)];
    return words.exact ? all === part : all.toLowerCase().includes(part.toLowerCase());
  };
  const isSeen = (element) => {
    const { width, height } = element.getBoundingClientRect();
    return element.checkVisibility({ visibilityProperty: true }) && width > 0 && height > 0;
  };
  const isTold = (element) => element.checkVisibility({ visibilityProperty: true }) && !element.closest("[aria-hidden=true]");
  /** What a screen reader reads of it; `but` is the field that a label is of. */
  const content = (node, but) => {
    if (node.nodeType === Node.TEXT_NODE) {
      return node.data;
    }
    if (node === but || node.nodeType !== Node.ELEMENT_NODE || !isTold(node)) {
      return "";
    }
    return [...node.childNodes].map((child) => content(child, but)).join("");
  };
  const name = (element, role) => {
    const by = element.getAttribute("aria-labelledby");
    if (by) {
      return by.split(/\s+/).map((id) => document.getElementById(id)?.textContent ?? "").join(" ");
    }
    const labels = [...(element.labels ?? [])].map((label) => content(label, element)).join(" ");
    const own = NAMED_BY_CONTENT.includes(role) ? content(element) : "";
    return [element.getAttribute("aria-label"), labels, own, element.title, element.placeholder].find((text) => text?.trim()) ?? "";
  };
  const withRole = (root, { role, name: wanted }) => {
    const selector = `[role=${role}]${role in ROLES ? `, ${ROLES[role]}` : ""}`;
    return [...root.querySelectorAll(selector)].filter((element) =>
      (element.getAttribute("role") ?? role) === role && isTold(element) && (!wanted || matches(wanted, name(element, role))));
  };
  /** Whatever is named by a label; also what only a screen reader is told the name of, as the field behind a button. */
  const withLabel = (root, words) => [...root.querySelectorAll("input, select, textarea, [aria-label], [aria-labelledby]")]
    .filter((element) => matches(words, name(element)));
  /** The innermost elements that hold a text. */
  const withText = (root, words) => {
    const all = [...(root === document ? [] : [root]), ...root.querySelectorAll("body, body *")];
    const hold = (element) => !element.matches("script, style, noscript") && matches(words, element.textContent);
    return all.filter((element) => hold(element) && ![...element.children].some(hold));
  };
  let found = [document];
  for (const step of steps) {
    if (step.nth !== undefined) {
      found = found.slice(step.nth).slice(0, 1);
    } else if (step.hasText) {
      found = found.filter((element) => matches(step.hasText, element.textContent));
    } else if (step.visible) {
      found = found.filter(isSeen);
    } else {
      const within = (root) => step.css ? [...root.querySelectorAll(step.css)]
        : step.role ? withRole(root, step)
        : step.label ? withLabel(root, step.label)
        : withText(root, step.text);
      found = [...new Set(found.flatMap(within))];
    }
  }
  return found;
}

/** How many elements were found, and whether the first one can be seen. */
export function look(found) {
  const [element] = found;
  const { width, height } = element?.getBoundingClientRect() ?? { width: 0, height: 0 };
  const isSeen = width > 0 && height > 0 && element.checkVisibility({ visibilityProperty: true });
  return { count: found.length, isSeen };
}

/** Brings an element into sight if something lies over its middle or a part of it is outside; whether it can be used. */
export function reveal(element) {
  const { top, left, bottom, right } = element.getBoundingClientRect();
  const over = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
  if (top < 0 || left < 0 || bottom > innerHeight || right > innerWidth || !element.contains(over)) {
    element.scrollIntoView({ block: "center", behavior: "instant" });
  }
  return !element.disabled;
}
