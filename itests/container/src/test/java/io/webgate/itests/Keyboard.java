// SPDX-License-Identifier: Apache-2.0
package io.webgate.itests;

import com.microsoft.playwright.Page;
import io.webgate.itests.Browser.Window;

import java.util.List;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

/**
 * Somebody without a mouse. At each stop it is checked that the focus can be seen: a ring that stands out, inside the
 * window, with nothing above it; and that it went on in the order of reading.
 */
final class Keyboard {

    private static final int MOST_STOPS = 80;

    /** Empty, or what is wrong with where the focus is. Each stop remembers its place for the next one. */
    private static final String LOOK =
            """
            () => {
              const at = document.activeElement;
              if (!at || at === document.body) { window.lastStop = null; return ''; }
              const name = at.outerHTML.slice(0, 120), style = getComputedStyle(at), box = at.getBoundingClientRect();
              if (!at.matches(':focus-visible')) return name + ': not :focus-visible';
              const ring = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
              if (!ring && !(at.id === 'content')) return name + ': no ring around it';
              if (ring && style.outlineColor === getComputedStyle(at.parentElement).backgroundColor)
                return name + ': a ring that nobody sees';
              if (at.id !== 'content') {
                const x = (Math.max(box.left, 0) + Math.min(box.right, innerWidth)) / 2;
                const y = (Math.max(box.top, 0) + Math.min(box.bottom, innerHeight)) / 2;
                const above = document.elementFromPoint(x, y);
                if (!above) return name + ': outside the window';
                if (!at.contains(above) && !above.contains(at) && above.closest('label')?.control !== at)
                  return name + ': hidden behind ' + above.outerHTML.slice(0, 80);
              }
              const before = window.lastStop, page = scrollY;
              window.lastStop = {top: box.top + page, bottom: box.bottom + page, left: box.left, right: box.right, name, at};
              const onward = before && before.at.isConnected && before.at.compareDocumentPosition(at) & Node.DOCUMENT_POSITION_FOLLOWING;
              if (onward && at.id !== 'content' && window.lastStop.bottom <= before.top && box.left < before.right)
                return name + ': back up, after ' + before.name;
              return '';
            }
            """;

    /** What can be reached by the Tab key, as the page is now. */
    private static final String REACHABLE =
            """
            () => [...document.querySelectorAll('a[href], a[tabindex="0"], button, input, select, textarea, summary, [tabindex="0"]')]
              .filter((one) => !one.disabled && one.type !== 'hidden' && one.tabIndex >= 0 && one.checkVisibility()
                && !one.closest('details:not([open]) > :not(summary)')
                // Radio buttons of one name are one stop: the one that is chosen
                && (one.type !== 'radio' || one.checked))
              .map((one) => one.outerHTML.slice(0, 120))
            """;

    /** Where Tab goes on from is the place of what had the focus last, even when that is gone. */
    private static final String FROM_THE_TOP =
            """
            () => {
              const start = Object.assign(document.createElement('span'), {tabIndex: -1});
              document.body.prepend(start);
              start.focus();
              start.remove();
              window.lastStop = null;
            }
            """;

    private static final int PARTS_OF_A_DAY = 4;

    private final Page page;

    Keyboard(Window window) {
        this.page = window.page;
    }

    void press(String key) {
        page.keyboard().press(key);
    }

    void type(String text) {
        page.keyboard().type(text);
    }

    /** As from the clipboard: long texts at once. */
    void paste(String text) {
        page.keyboard().insertText(text);
    }

    /** Goes on with Tab until there. */
    void tabTo(String selector) {
        for (int stop = 0; stop < MOST_STOPS; stop++) {
            press("Tab");
            look();
            if (isAt(selector)) {
                return;
            }
        }
        throw new AssertionError("Tab never came to " + selector + ": " + page.url());
    }

    boolean isAt(String selector) {
        return (boolean) page.evaluate("(selector) => document.activeElement?.matches(selector) || false", selector);
    }

    /** From the top of the page once through it: the focus is visible everywhere, comes to everything, and is not caught. */
    void walk() {
        page.evaluate(FROM_THE_TOP);
        press("Tab");
        List<?> reachable = (List<?>) page.evaluate(REACHABLE);
        int stops = 0;
        for (Object expected : reachable) {
            assertEquals(page.url(), expected, page.evaluate("() => document.activeElement.outerHTML.slice(0, 120)"));
            look();
            stops++;
            press("Tab");
            // A field for a day has a stop for each of its parts, and one for its calendar
            if (expected.toString().contains("type=\"date\"")) {
                for (int part = 0; part < PARTS_OF_A_DAY && isAt("[type=date]"); part++) {
                    press("Tab");
                }
            }
        }
        assertTrue(page.url() + " has nothing to go to", stops > 3);
        // After the last one the focus leaves the page, as far as a browser without a window has somewhere to go
        assertTrue(page.url() + " keeps the focus", (boolean) page.evaluate(
                "(first) => document.activeElement === document.body"
                        + " || document.activeElement.outerHTML.slice(0, 120) === first",
                reachable.get(0)));
    }

    private void look() {
        assertEquals(page.url(), "", page.evaluate(LOOK));
    }
}
