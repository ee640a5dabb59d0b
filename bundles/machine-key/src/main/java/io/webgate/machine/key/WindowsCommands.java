// SPDX-License-Identifier: Apache-2.0
package io.webgate.machine.key;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Windows tells through the programs that it ships, called by absolute paths with fixed texts: nothing that a user
 * or a device names ever becomes part of a command.
 */
final class WindowsCommands {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String DEFAULT_ROOT = "C:\\Windows";

    /** {@code     MachineGuid    REG_SZ    6f1c…}; the words are the same in every language of Windows. */
    private static final Pattern VALUE = Pattern.compile("\\s+(\\S+)\\s+REG_(?:EXPAND_)?SZ\\s+(.*?)\\s*");

    /**
     * A Windows in Russian prints in an OEM code page unless told otherwise; without a console the telling may fail.
     * Errors in one part leave the others, and the answer, whole.
     */
    private static final String PREAMBLE =
            "$ErrorActionPreference='SilentlyContinue';$ProgressPreference='SilentlyContinue';"
                    + "try{[Console]::OutputEncoding=New-Object System.Text.UTF8Encoding $false}catch{};";

    private final Commands commands;
    private final String systemRoot;
    private final Charset oem;

    /**
     * @param systemRoot {@code C:\Windows}
     * @param oem the code page of what is not UTF-8
     */
    WindowsCommands(Commands commands, String systemRoot, Charset oem) {
        this.commands = commands;
        this.systemRoot = systemRoot;
        this.oem = oem;
    }

    static WindowsCommands ofThisSystem() {
        String root = Optional.ofNullable(System.getenv("SystemRoot")).orElse(DEFAULT_ROOT);
        return new WindowsCommands(new SystemCommands(PATIENCE), root, oem(Locale.getDefault()));
    }

    /** Java knows the console's code page only where there is a console, which a service has not. */
    static Charset oem(Locale locale) {
        String name =
                switch (locale.getLanguage()) {
                    case "ru", "uk", "be" -> "IBM866";
                    default -> "IBM850";
                };
        return Charset.isSupported(name) ? Charset.forName(name) : StandardCharsets.ISO_8859_1;
    }

    /**
     * The texts below a key of the registry, by the names of their values.
     *
     * @param key {@code HKLM\…}
     * @throws IOException if there is no such key, or {@code reg} cannot be run
     */
    Map<String, String> registry(String key) throws IOException {
        String text = text(commands.run(List.of(systemRoot + "\\System32\\reg.exe", "query", key, "/reg:64")));
        Map<String, String> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String line : text.lines().toList()) {
            Matcher value = VALUE.matcher(line);
            if (value.matches()) {
                values.put(value.group(1), value.group(2));
            }
        }
        return values;
    }

    /**
     * What a script of PowerShell answers in JSON. Parts that fail are missing in the answer, and no reason to throw the
     * rest away: hence the exit code.
     *
     * @param script without double quotes, which would not arrive as they are
     * @throws IOException if it cannot be run or answers something else
     */
    JsonElement powershell(String script) throws IOException {
        String text = text(commands.run(List.of(
                systemRoot + "\\System32\\WindowsPowerShell\\v1.0\\powershell.exe",
                "-NoLogo",
                "-NoProfile",
                "-NonInteractive",
                "-Command",
                PREAMBLE + script + ";exit 0")));
        try {
            JsonElement answer = JsonParser.parseString(text);
            if (answer.isJsonNull()) {
                throw new IOException("PowerShell answers nothing");
            }
            return answer;
        } catch (JsonParseException e) {
            throw new IOException("PowerShell answers no JSON", e);
        }
    }

    /** The member's objects. One alone may come without brackets, several wrapped in an object of their own. */
    static List<JsonObject> objects(JsonElement parent, String name) {
        JsonElement member = parent.isJsonObject() ? parent.getAsJsonObject().get(name) : JsonNull.INSTANCE;
        return objects(member == null ? JsonNull.INSTANCE : member);
    }

    static List<JsonObject> objects(JsonElement list) {
        List<JsonObject> objects = new ArrayList<>();
        for (JsonElement element : elements(list)) {
            if (element.isJsonObject()) {
                objects.add(element.getAsJsonObject());
            }
        }
        return objects;
    }

    /** The member's texts, likewise. */
    static List<String> texts(JsonObject parent, String name) {
        JsonElement member = parent.get(name);
        List<String> texts = new ArrayList<>();
        for (JsonElement element : elements(member == null ? JsonNull.INSTANCE : member)) {
            if (element.isJsonPrimitive()) {
                texts.add(element.getAsString());
            }
        }
        return texts;
    }

    /** A member as text; empty where it is absent or null. */
    static String text(JsonObject object, String name) {
        JsonElement value = object.get(name);
        return value != null && value.isJsonPrimitive() ? value.getAsString() : "";
    }

    private static JsonArray elements(JsonElement list) {
        if (list.isJsonArray()) {
            return list.getAsJsonArray();
        }
        if (list.isJsonObject()
                && list.getAsJsonObject().get("value") instanceof JsonArray wrapped
                && list.getAsJsonObject().has("Count")) {
            return wrapped;
        }
        JsonArray one = new JsonArray();
        if (!list.isJsonNull()) {
            one.add(list);
        }
        return one;
    }

    private String text(byte[] output) {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(output))
                    .toString();
        } catch (CharacterCodingException e) {
            text = new String(output, oem);
        }
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }
}
