// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.frame;

import gg.jte.Content;

import java.util.Optional;

/** What a page answers with. */
public sealed interface PageAnswer {

    /**
     * A page inside the frame.
     *
     * @param status the HTTP status
     * @param title of the page, in the reader's language
     * @param menu which entry of the menu is lit: {@code overview}, {@code licenses} …; empty text: none
     * @param again how the same page is seen once more; empty: by the address of the request
     */
    record Html(int status, String title, String menu, Content body, Optional<SameAgain> again) implements PageAnswer {

        public Html(int status, String title, String menu, Content body) {
            this(status, title, menu, body, Optional.empty());
        }

        public Html(String title, String menu, Content body) {
            this(200, title, menu, body);
        }

        /** The same, of which nothing is left at the address of the request. */
        public Html seenAgain(SameAgain how) {
            return new Html(status, title, menu, body, Optional.of(how));
        }
    }

    /** A page without menu: signing in, the first run. */
    record Bare(int status, String title, Content body) implements PageAnswer {}

    /** A piece of a page, for the live parts. */
    record Fragment(Content body) implements PageAnswer {}

    /** Look there (303), after a form has done its work. */
    record See(String location) implements PageAnswer {}

    /** A file to keep; never shown inside the browser. Immutable. */
    final class Download implements PageAnswer {

        private final String name;
        private final String type;
        private final byte[] content;

        public Download(String name, String type, byte[] content) {
            this.name = name;
            this.type = type;
            this.content = content.clone();
        }

        public String name() {
            return name;
        }

        public String type() {
            return type;
        }

        public byte[] content() {
            return content.clone();
        }
    }

    /** A piece of a page, made of the same template as its place in the page. */
    static PageAnswer fragment(Content body) {
        return new Fragment(body);
    }
}
