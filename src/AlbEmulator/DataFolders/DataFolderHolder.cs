using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using AlbEmulator.Machine;
using AlbEmulator.Model;

namespace AlbEmulator.DataFolders;

/// <summary>The emulator that has a data folder, as it says in a file of it.</summary>
/// <param name="Process">Its id, on its machine or in its container.</param>
/// <param name="Host">The name of that machine or container.</param>
/// <param name="Since">When it took the folder.</param>
/// <param name="ControlUrl">Where it answers; empty for nowhere.</param>
internal sealed partial record DataFolderHolder(int Process, string Host, DateTimeOffset Since, string ControlUrl)
{
    private const string FileName = "emulator.json";
    private const int LongestRecord = 4096;

    private static readonly JsonTypeInfo<DataFolderHolder> Json = KeptJson.Of<DataFolderHolder>(HolderTypes.Default);

    /// <summary>This process.</summary>
    public static DataFolderHolder Own(AlbSettings settings, DateTimeOffset now) =>
        new(Environment.ProcessId, Environment.MachineName, now, settings.ControlUrl);

    /// <summary>What the folder says; null where that is nothing that can be read.</summary>
    public static DataFolderHolder? Read(DataFolder folder) =>
        RegularFile.Read(folder.PathOf(FileName), LongestRecord).Bytes is { } content
            ? KeptJson.Read(content, Json).Value
            : null;

    public static void Remove(DataFolder folder) => File.Delete(folder.PathOf(FileName));

    public void Write(DataFolder folder)
    {
        using var file = folder.Open(folder.PathOf(FileName), FileMode.Create);
        JsonSerializer.Serialize(file, this, Json);
    }

    /// <summary>Such as <c>process 4711 has it since … and answers at http://127.0.0.1:4580</c>.</summary>
    public override string ToString() =>
        $"process {Process.ToString(CultureInfo.InvariantCulture)}{(Host == Environment.MachineName ? "" : $" of {Quoted.Plain(Host)}")} has it since "
        + Since.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture)
        + (ControlUrl.Length > 0 ? $" and answers at {Quoted.Plain(ControlUrl)}" : "");

    [JsonSerializable(typeof(DataFolderHolder))]
    private sealed partial class HolderTypes : JsonSerializerContext;
}
