// SPDX-License-Identifier: Apache-2.0
package io.webgate.gate.http;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class HtmlTest {

    @Test
    void nothingOfATextBecomesMarkupOrAKeyOfThePage() {
        assertThat(new Html()
                        .raw("<p>")
                        .text("<b a='1' c=\"2\">&${key}\u0000\ud800 Чай 🍵")
                        .raw("</p>"))
                .hasToString("<p>&lt;b a=&#39;1&#39; c=&quot;2&quot;&gt;&amp;&#36;{key}\ufffd\ufffd Чай 🍵</p>");
        assertThat(new Html().element("<td class=\"number\">", "<5>", "td"))
                .hasToString("<td class=\"number\">&lt;5&gt;</td>");
    }
}
