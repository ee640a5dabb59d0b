// SPDX-License-Identifier: Apache-2.0
package io.webgate.machine.key;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the programs of a computer with Windows print. */
final class RecordedWindows implements Commands {

    static final String GUID = "8b6f3c1e-52d4-4c1a-9a77-0d1e2f3a4b5c";

    private static final String ROOT = "C:\\Windows";
    private static final String REG = ROOT + "\\System32\\reg.exe";
    private static final String POWERSHELL = ROOT + "\\System32\\WindowsPowerShell\\v1.0\\powershell.exe";

    final List<List<String>> asked = new ArrayList<>();
    private final Map<String, byte[]> keys = new HashMap<>();
    private byte[] answer = {};
    private int failures;

    /** A Windows that answers this to the one script. */
    static RecordedWindows answering(String json) {
        return new RecordedWindows()
                .guid(GUID)
                .model("Dell Inc.", "OptiPlex 7090")
                .powershell(json.getBytes(StandardCharsets.UTF_8));
    }

    RecordedWindows powershell(byte[] output) {
        answer = output;
        return this;
    }

    RecordedWindows failing(int times) {
        failures = times;
        return this;
    }

    RecordedWindows guid(String guid) {
        return key(
                "HKLM\\SOFTWARE\\Microsoft\\Cryptography",
                "\r\nHKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Cryptography\r\n    MachineGuid    REG_SZ    " + guid
                        + "\r\n\r\n",
                StandardCharsets.UTF_8);
    }

    RecordedWindows model(String maker, String product) {
        return key(
                "HKLM\\HARDWARE\\DESCRIPTION\\System\\BIOS",
                "\r\nHKEY_LOCAL_MACHINE\\HARDWARE\\DESCRIPTION\\System\\BIOS\r\n"
                        + "    BiosMajorRelease    REG_DWORD    0x5\r\n"
                        + "    SystemManufacturer    REG_SZ    " + maker + "\r\n"
                        + "    SystemProductName    REG_SZ    " + product + "\r\n\r\n",
                StandardCharsets.UTF_8);
    }

    RecordedWindows key(String key, String output, Charset charset) {
        keys.put(key, output.getBytes(charset));
        return this;
    }

    RecordedWindows withoutKeys() {
        keys.clear();
        return this;
    }

    WindowsCommands commands() {
        return new WindowsCommands(this, ROOT, Charset.forName("IBM866"));
    }

    WindowsComponents components() {
        return new WindowsComponents(commands());
    }

    @Override
    public byte[] run(List<String> command) throws IOException {
        asked.add(command);
        String program = command.get(0);
        if (program.equals(REG)) {
            byte[] output = keys.get(command.get(2));
            if (output == null) {
                throw new IOException(program + " ended with code 1");
            }
            return output.clone();
        }
        if (program.equals(POWERSHELL)) {
            if (failures > 0) {
                failures--;
                throw new IOException(program + " takes longer than 30 s");
            }
            return answer.clone();
        }
        throw new IOException(program + " is not there");
    }
}
