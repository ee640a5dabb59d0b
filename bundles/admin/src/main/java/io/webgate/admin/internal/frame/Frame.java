// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.frame;

import java.util.List;
import java.util.Optional;

/**
 * What stands around a page.
 *
 * @param title of the page, in the reader's language
 * @param theme in which colours
 * @param menu the groups of the menu
 * @param status what is shown on top of every page
 * @param venue the name of this host or venue
 * @param version of the host
 * @param again how the reader who switches language or theme sees the same page
 * @param refresh after how many seconds the page asks again by itself; 0: it does not
 */
public record Frame(
        String title,
        Theme theme,
        List<Group> menu,
        Optional<Status> status,
        String venue,
        String version,
        SameAgain again,
        int refresh) {

    public Frame {
        menu = List.copyOf(menu);
    }

    /**
     * A group of the menu.
     *
     * @param label empty text for the first group, which needs none
     */
    public record Group(String label, List<Entry> entries) {

        public Group {
            entries = List.copyOf(entries);
        }
    }

    /**
     * An entry of the menu.
     *
     * @param current this page is it
     * @param why what keeps this reader from going there; empty text: nothing
     */
    public record Entry(String label, String href, boolean current, String why) {}

    /**
     * What is shown on top of every page and kept up to date there.
     *
     * @param code the gate's state: {@code open}, {@code stopped}, {@code waiting}
     * @param word the same in the reader's language
     * @param development the distribution trusts the vendor of development, whose licences anybody can make
     * @param banner the worst thing that a person must know
     */
    public record Status(String code, String word, boolean development, Optional<Banner> banner) {}

    /**
     * A line over every page.
     *
     * @param tone {@code error}, {@code warn} or {@code info}
     * @param href where to act
     * @param link what the link says
     */
    public record Banner(String tone, String text, String href, String link) {}
}
