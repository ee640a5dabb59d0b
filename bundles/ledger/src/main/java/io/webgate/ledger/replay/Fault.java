// SPDX-License-Identifier: Apache-2.0
package io.webgate.ledger.replay;

import io.webgate.license.api.LocalizedText;

/**
 * The first thing that is wrong with an exported journal.
 *
 * @param kind what
 * @param line of the file, from 1
 * @param row of the journal; 0 where it is in none
 * @param recorded what the file says
 * @param computed what it would have to say
 */
public record Fault(Kind kind, long line, long row, String recorded, String computed) {

    /** What can be wrong. */
    public enum Kind {
        /** The first line is no header of a journal that this version can read. */
        HEADER,
        /** A row was changed, put in, taken out or moved: the chain of hashes does not hold. */
        CHAIN,
        /** A document is not the one that the rows name. */
        DOCUMENT,
        /** Header, a document's name or the last line was changed. */
        CHANGED,
        /** The file ends too early. */
        TRUNCATED,
        /** Something follows the last line. */
        SURPLUS,
        /** A row whose chain holds says something that can't be. */
        UNREADABLE,
        /** Something else follows from the recorded changes than what is recorded. */
        DECISION,
        /** The recorded limits are not those that the documents give. */
        LIMITS;

        /** The name in what programs read. */
        public String code() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** In one sentence, for people. */
    public LocalizedText text() {
        return switch (kind) {
            case HEADER ->
                new LocalizedText(
                        "This is no exported journal that this version can read.",
                        "Это не выгрузка журнала, которую может прочитать эта версия.");
            case CHAIN ->
                new LocalizedText(
                        "The record was changed: the chain of hashes breaks at row " + row + ".",
                        "Запись изменена: цепочка хешей рвётся на строке журнала " + row + ".");
            case DOCUMENT ->
                new LocalizedText(
                        "The document in line " + line + " is not the one whose hash stands beside it.",
                        "Документ в строке файла " + line + " не тот, чей хеш указан рядом с ним.");
            case CHANGED ->
                new LocalizedText(
                        "The file was changed outside the rows: in the header, in a document's name or in the last line.",
                        "Файл изменён вне строк журнала: в заголовке, в имени документа или в последней строке.");
            case TRUNCATED ->
                new LocalizedText(
                        "The file ends too early, behind line " + line + ".",
                        "Файл обрывается после строки " + line + ".");
            case SURPLUS ->
                new LocalizedText(
                        "Something follows the last line of the journal, in line " + line + ".",
                        "После последней строки журнала есть что-то ещё, в строке файла " + line + ".");
            case UNREADABLE ->
                new LocalizedText(
                        "Row " + row + " can't be understood: " + computed,
                        "Строку журнала " + row + " нельзя понять: " + computed);
            case DECISION ->
                new LocalizedText(
                        "At row " + row + " something else follows from what happened than what is recorded.",
                        "На строке журнала " + row + " из произошедшего следует не то, что записано.");
            case LIMITS ->
                new LocalizedText(
                        "The limits in row " + row + " are not those that the signed documents give.",
                        "Лимиты в строке журнала " + row + " не те, что дают подписанные документы.");
        };
    }
}
