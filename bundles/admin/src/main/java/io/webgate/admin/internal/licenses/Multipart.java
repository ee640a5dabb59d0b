// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.licenses;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes a form with a file apart (RFC 7578), in memory and within bounds. Pure. What a part calls its file, and of which
 * type it says to be, is not believed and not kept.
 */
final class Multipart {

    /** Our forms have one or two. */
    static final int MOST_PARTS = 8;

    private static final int MOST_HEADER = 4096;
    private static final int LONGEST_BOUNDARY = 70;
    private static final Pattern BOUNDARY = Pattern.compile(
            "multipart/form-data\\s*;(?:[^\"]*;)?\\s*boundary=(?:\"([^\"]+)\"|([^\\s;\"]+))\\s*(?:;.*)?",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern NAME = Pattern.compile(
            "^content-disposition:[^\\r\\n]*?;\\s*name=\"([^\"\\r\\n]*)\"",
            Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);
    private static final Pattern NO_FILE = Pattern.compile(";\\s*filename=\"\"", Pattern.CASE_INSENSITIVE);

    private Multipart() {}

    /**
     * One part; its content lies in the body.
     *
     * @param fileChosen false where a browser says that the person chose no file
     * @param from first byte of the content
     * @param to the byte after its last
     */
    record Part(String name, boolean fileChosen, int from, int to) {

        boolean isEmpty() {
            return from == to;
        }
    }

    /** The boundary that a content type names. */
    static Optional<String> boundary(String contentType) {
        Matcher matcher = BOUNDARY.matcher(contentType.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String boundary = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
        return Optional.of(boundary)
                .filter(text ->
                        text.length() <= LONGEST_BOUNDARY && text.chars().allMatch(c -> c > 0x20 && c < 0x7f));
    }

    /** The parts; empty where the body has not the form, or has more than {@link #MOST_PARTS}. */
    static Optional<List<Part>> parts(byte[] body, String boundary) {
        byte[] first = ("--" + boundary).getBytes(StandardCharsets.US_ASCII);
        byte[] next = ("\r\n--" + boundary).getBytes(StandardCharsets.US_ASCII);
        List<Part> parts = new ArrayList<>();
        if (!startsWith(body, first, 0)) {
            return Optional.empty();
        }
        int at = first.length;
        while (!startsWith(body, new byte[] {'-', '-'}, at)) {
            if (!startsWith(body, new byte[] {'\r', '\n'}, at) || parts.size() == MOST_PARTS) {
                return Optional.empty();
            }
            int header = at + 2;
            int blank = indexOf(body, "\r\n\r\n".getBytes(StandardCharsets.US_ASCII), at, header + MOST_HEADER);
            int end = blank < 0 ? -1 : indexOf(body, next, blank + 2, body.length);
            if (end < blank + 4) {
                return Optional.empty();
            }
            String head = new String(body, header, Math.max(0, blank - header), StandardCharsets.UTF_8);
            Matcher name = NAME.matcher(head);
            if (name.find()) {
                parts.add(new Part(name.group(1), !NO_FILE.matcher(head).find(), blank + 4, end));
            }
            at = end + next.length;
        }
        return Optional.of(parts);
    }

    private static int indexOf(byte[] body, byte[] wanted, int from, int to) {
        for (int at = from; at <= Math.min(to, body.length) - wanted.length; at++) {
            if (startsWith(body, wanted, at)) {
                return at;
            }
        }
        return -1;
    }

    private static boolean startsWith(byte[] body, byte[] wanted, int at) {
        return body.length - at >= wanted.length
                && Arrays.equals(body, at, at + wanted.length, wanted, 0, wanted.length);
    }
}
