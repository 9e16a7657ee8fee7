// Keys by their names, as WebDriver sends them.

const NAMED = {
  Backspace: "\uE003", Tab: "\uE004", Enter: "\uE007", Shift: "\uE008", Control: "\uE009", Alt: "\uE00A", Escape: "\uE00C", Space: " ",
  PageUp: "\uE00E", PageDown: "\uE00F", End: "\uE010", Home: "\uE011", ArrowLeft: "\uE012", ArrowUp: "\uE013", ArrowRight: "\uE014",
  ArrowDown: "\uE015", Delete: "\uE017", F2: "\uE032", F8: "\uE038",
};

const down = (value) => ({ type: "keyDown", value });
const up = (value) => ({ type: "keyUp", value });

/** `Enter`, `Control+z` or `+`: what is held is pressed first and let go last. */
export function press(name) {
  const held = name.length > 1 ? name.split("+") : [name];
  const values = held.map((key) => {
    const value = NAMED[key] ?? (key.length === 1 ? key : undefined);
    if (value === undefined) {
      throw new Error(`no key is called ${key}`);
    }
    return value;
  });
  return [...values.map(down), ...values.toReversed().map(up)];
}

/** One key after the other for a text. */
export function type(text) {
  return [...text].flatMap((letter) => [down(letter), up(letter)]);
}
