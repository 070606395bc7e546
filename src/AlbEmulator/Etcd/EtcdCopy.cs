using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using AlbEmulator.DataFolders;
using AlbEmulator.Machine;

namespace AlbEmulator.Etcd;

/// <summary>Says which store the copy in the data folder is of, and which revision.</summary>
/// <param name="Store">As the setting had it.</param>
/// <param name="Revision">The last that was copied.</param>
internal sealed partial record EtcdCopy(string Store, long Revision)
{
    private const string FileName = "store.json";
    private const int Longest = 4096;

    private static readonly JsonTypeInfo<EtcdCopy> Json = KeptJson.Of<EtcdCopy>(EtcdCopyTypes.Default);

    /// <summary>Null where nothing was copied, or that was of another store.</summary>
    public static EtcdCopy? Read(string folder, string store) =>
        RegularFile.Read(Path.Combine(folder, FileName), Longest).Bytes is { } bytes && KeptJson.Read(bytes, Json).Value is { } copy && copy.Store == store ? copy : null;

    /// <summary>Removes what was copied of another store.</summary>
    public static void Clear(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    public void Write(DataFolder data, string folder) =>
        data.Replace(Path.Combine(folder, FileName), stream => JsonSerializer.Serialize(stream, this, Json), isPrivate: false);

    [JsonSerializable(typeof(EtcdCopy))]
    private sealed partial class EtcdCopyTypes : JsonSerializerContext;
}
