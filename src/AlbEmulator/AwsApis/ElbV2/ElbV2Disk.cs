using System.Text.Json;
using AlbEmulator.AwsApis.ElbV2.Resources;
using AlbEmulator.DataFolders;

namespace AlbEmulator.AwsApis.ElbV2;

/// <summary>
/// What the API made, in a file below <c>DataDirectory</c>: written beside it, brought to the disk and then put in its
/// place, so that whatever is killed when, the file holds one state as a whole.
/// </summary>
/// <param name="data">Where it is.</param>
internal sealed class ElbV2Disk(DataFolder data)
{
    private const string FileName = "state.json";
    private const string TrustStores = "trust-stores";

    private static readonly JsonSerializerOptions Json = new()
    {
        Converters = { new NodeJson() },
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
        IgnoreReadOnlyProperties = true,
        WriteIndented = true,
    };

    /// <summary>Absolute.</summary>
    public string Folder { get; } = data.PathOf("elbv2");

    public string StateFile => Path.Combine(Folder, FileName);

    /// <summary>The state that was written last, or why there is none to be had.</summary>
    public (ElbV2State State, string? Problem) Read()
    {
        try
        {
            if (!File.Exists(StateFile))
            {
                return (ElbV2State.Empty, null);
            }

            var content = File.ReadAllBytes(StateFile);
            using (var document = JsonDocument.Parse(content))
            {
                if (document.RootElement.ValueKind == JsonValueKind.Object && HasNull(document.RootElement))
                {
                    return (ElbV2State.Empty, "cannot be read: null stands in it, which is never written");
                }
            }

            var state = JsonSerializer.Deserialize<ElbV2State>(content, Json);
            return state is { Format: ElbV2State.CurrentFormat }
                ? (state, null)
                : (ElbV2State.Empty, $"has the format {state?.Format}, and this version reads {ElbV2State.CurrentFormat}");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            return (ElbV2State.Empty, $"cannot be read: {exception.Message}");
        }
    }

    public void Write(ElbV2State state) => Write(FileName, JsonSerializer.SerializeToUtf8Bytes(state, Json));

    /// <summary>Keeps what a trust store is made of.</summary>
    /// <returns>The path of the file.</returns>
    public string WriteOfTrustStore(string name, ReadOnlySpan<byte> content) => Write(Path.Combine(TrustStores, name), content);

    /// <summary>Removes files of trust stores that a state has no longer. What cannot be removed stays until the next time.</summary>
    public void Forget(ElbV2State state)
    {
        var folder = new DirectoryInfo(Path.Combine(Folder, TrustStores));
        if (!folder.Exists)
        {
            return;
        }

        var used = state.TrustStores
            .SelectMany(store => store.Revocations.Select(list => list.File).Prepend(store.BundleFile))
            .ToHashSet(StringComparer.Ordinal);
        foreach (var file in folder.EnumerateFiles().Where(file => !used.Contains(file.FullName)))
        {
            try
            {
                file.Delete();
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // Somebody reads it.
            }
        }
    }

    /// <summary>Whether something within it is null.</summary>
    private static bool HasNull(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Null => true,
        JsonValueKind.Object => element.EnumerateObject().Any(property => HasNull(property.Value)),
        JsonValueKind.Array => element.EnumerateArray().Any(HasNull),
        _ => false,
    };

    /// <summary>Writes a file of the folder as a whole.</summary>
    /// <returns>Its path.</returns>
    private string Write(string name, ReadOnlySpan<byte> content)
    {
        var path = Path.Combine(Folder, name);
        data.MakeFolder(Path.GetDirectoryName(path)!);
        using (var file = data.Open($"{path}.new", FileMode.Create))
        {
            file.Write(content);
            file.Flush(flushToDisk: true);
        }

        File.Move($"{path}.new", path, overwrite: true);
        return path;
    }
}
