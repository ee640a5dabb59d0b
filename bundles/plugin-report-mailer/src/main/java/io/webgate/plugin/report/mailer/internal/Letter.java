// SPDX-License-Identifier: Apache-2.0
package io.webgate.plugin.report.mailer.internal;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * A mail to be sent. Nothing in it can begin another header: addresses are of one strict form, texts that become headers have
 * no controls.
 *
 * @param id what stands between the brackets of Message-ID; the same at each attempt
 * @param at its Date
 * @param sender bare address
 * @param recipient bare address
 */
record Letter(
        String id,
        Instant at,
        String sender,
        Optional<String> senderName,
        String recipient,
        String subject,
        String body,
        Optional<Attachment> attachment) {

    Letter {
        if (!Addresses.of(id).filter(id::equals).isPresent()) {
            throw new IllegalArgumentException("Message-ID '" + id + "' is not of the form id@domain");
        }
        for (String address : new String[] {sender, recipient}) {
            if (!Addresses.of(address).filter(address::equals).isPresent()) {
                throw new IllegalArgumentException("'" + onOneLine(address, 100) + "' is no mail address");
            }
        }
        subject = onOneLine(subject, 250);
        senderName = senderName.map(name -> onOneLine(name, 100));
    }

    /**
     * A file that goes with a mail.
     *
     * @param name that the reader sees
     */
    record Attachment(Path file, String name, String mediaType) {

        Attachment {
            name = onOneLine(name.replaceAll("[\\\\/:*?\"<>|;]", " "), 120);
        }
    }

    /**
     * The mail that shows whether mails go.
     *
     * @param origin of this installation
     */
    static Letter test(MailServer from, String origin, String recipient, Instant now, Locale language) {
        return new Letter(
                Run.hash(origin + "\ntest\n" + recipient + '\n' + now) + "@" + Addresses.domain(from.sender()),
                now,
                from.sender(),
                from.senderName(),
                recipient,
                Words.testSubject().in(language),
                Words.testBody().in(language),
                Optional.empty());
    }

    /** Whether a text has what ends a line or can't be seen. */
    static boolean hasControls(String text) {
        return text.codePoints().anyMatch(Letter::isControl);
    }

    /** The text without them and without halves of characters, cut to a length. */
    static String onOneLine(String text, int most) {
        StringBuilder line = new StringBuilder();
        text.codePoints().map(point -> isControl(point) ? ' ' : point).forEach(point -> {
            if (line.length() + Character.charCount(point) <= most) {
                line.appendCodePoint(point);
            }
        });
        return line.toString().replaceAll(" {2,}", " ").strip();
    }

    private static boolean isControl(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }
}
