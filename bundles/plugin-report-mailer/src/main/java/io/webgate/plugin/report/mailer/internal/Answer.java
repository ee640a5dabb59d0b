// SPDX-License-Identifier: Apache-2.0
package io.webgate.plugin.report.mailer.internal;

import io.webgate.license.api.LocalizedText;

import java.util.Optional;

/**
 * What became of one attempt to hand a mail over.
 *
 * @param kind of the answer
 * @param said the server's own words, or what hindered, on one line; empty where there are none
 */
record Answer(Kind kind, Optional<String> said) {

    Answer {
        said = said.map(LocalizedText::quotable);
    }

    static Answer of(Kind kind) {
        return new Answer(kind, Optional.empty());
    }

    static Answer of(Kind kind, String said) {
        return new Answer(kind, Optional.of(said));
    }

    /** Kinds of answers; what follows from each is decided by {@link Delivery}. */
    enum Kind {
        /** The server has taken the mail. */
        ACCEPTED("accepted", "The server took the mail", "Сервер принял письмо", false),
        /** 5xx: the same again would be answered the same. */
        REFUSED("refused", "The server refused the mail", "Сервер отказал в приёме письма", false),
        /** 4xx. */
        LATER("later", "The server asks to try later", "Сервер просит повторить позже", true),
        /** No connection, or no greeting. */
        UNREACHABLE("unreachable", "The server can't be reached", "Сервер недоступен", true),
        /** The server does not know the user or the password. */
        SIGN_IN("sign-in", "The server did not accept user and password", "Сервер не принял имя и пароль", true),
        /** No encryption, or not with the server that was meant. */
        ENCRYPTION(
                "encryption",
                "No encrypted connection with this server; nothing was sent",
                "Зашифрованное соединение с этим сервером не установлено, ничего не отправлено",
                true),
        /** The connection ended before the server answered: whether it took the mail is not known. */
        LOST(
                "lost",
                "The connection ended before the server answered; whether it took the mail is not known",
                "Соединение оборвалось до ответа сервера; принял ли он письмо, неизвестно",
                true),
        /** The attempt ended before its answer was kept, mostly with the host: whether the server took the mail is not known. */
        INTERRUPTED(
                "interrupted",
                "The host stopped before the answer was kept; whether the server took the mail is not known",
                "Узел остановился раньше, чем записал ответ; принял ли сервер письмо, неизвестно",
                true),
        /** Something in the host broke on the way: whether the server took the mail is not known. */
        FAULT(
                "fault",
                "A fault in the host broke the attempt off; whether the server took the mail is not known",
                "Попытку прервал сбой на узле; принял ли сервер письмо, неизвестно",
                true),
        NOT_SET("not-set", "No mail server is set", "Почтовый сервер не настроен", true);

        private final String code;
        private final String english;
        private final String russian;
        private final boolean passing;

        Kind(String code, String english, String russian, boolean passing) {
            this.code = code;
            this.english = english;
            this.russian = russian;
            this.passing = passing;
        }

        /** The same in every language. */
        String code() {
            return code;
        }

        LocalizedText text() {
            return new LocalizedText(english, russian);
        }

        /** Whether another attempt may end otherwise. */
        boolean isPassing() {
            return passing;
        }
    }

    /** The answer as a sentence. */
    LocalizedText text() {
        String words = said.map(one -> ": " + one).orElse("");
        return new LocalizedText(kind.text().english() + words, kind.text().russian() + words);
    }
}
