// SPDX-License-Identifier: Apache-2.0
package io.webgate.enforcement.exchange.internal;

import io.webgate.license.api.LocalizedText;

import java.nio.file.Path;

/** Why this host signs no permits, and what to do (R102). Pure. */
final class KeyTrouble {

    private KeyTrouble() {}

    static LocalizedText of(HostKey.Fault fault, Path folder) {
        Path file = folder.resolve(HostKey.FILE);
        Path known = folder.resolve(HostKey.KNOWN);
        return switch (fault) {
            case LOST -> text("is missing", "отсутствует", file, known);
            case DAMAGED -> text("is damaged", "повреждён", file, known);
            case REPLACED -> text("is another one than before", "не тот, что был раньше", file, known);
        };
    }

    static LocalizedText unreadable(Path folder, Exception cause) {
        String quoted = LocalizedText.quotable(cause.toString());
        return new LocalizedText(
                "No exchange permits are issued: the key of this host in " + folder
                        + " can't be read or written. Check the"
                        + " rights of the folder and the disk, then restart the host. The system says: “" + quoted
                        + "”.",
                "Разрешения на обмен не выдаются: ключ этого узла в " + folder
                        + " не читается или не записывается. Проверьте"
                        + " права на каталог и диск и перезапустите узел. Сообщение системы: «" + quoted + "».");
    }

    private static LocalizedText text(String english, String russian, Path file, Path known) {
        return new LocalizedText(
                "No exchange permits are issued: the key of this host, " + file + ", " + english
                        + ". Put it back from a"
                        + " backup. Only if there is none: remove " + file + " and " + known
                        + ", restart the host and tell"
                        + " everyone who checks its permits the new key.",
                "Разрешения на обмен не выдаются: ключ этого узла, " + file + ", " + russian
                        + ". Верните его из резервной"
                        + " копии. Только если её нет: удалите " + file + " и " + known
                        + ", перезапустите узел и сообщите"
                        + " новый ключ всем, кто проверяет его разрешения.");
    }
}
