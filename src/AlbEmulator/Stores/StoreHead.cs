using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using AlbEmulator.DataFolders;
using AlbEmulator.Machine;

namespace AlbEmulator.Stores;

/// <summary>
/// The small file that says where a state is: in <c>NAME-GENERATION.jsonl</c>. Replaced as a whole, it makes another file
/// the true one in a single step.
/// </summary>
/// <param name="Format">Of the changes.</param>
/// <param name="Generation">Number of the file that holds, from 1 on.</param>
/// <param name="BaseBytes">Length of what that file began with; what comes after are changes since.</param>
internal sealed partial record StoreHead(int Format, int Generation, long BaseBytes)
{
    private static readonly JsonTypeInfo<StoreHead> Json = KeptJson.Of<StoreHead>(HeadTypes.Default);

    /// <summary>What was written, or what is wrong with it.</summary>
    public static (StoreHead? Head, JsonFault? Fault) Read(byte[] content)
    {
        var (head, fault) = KeptJson.Read(content, Json);
        return head is { Generation: < 1 or int.MaxValue } ? (null, new(1, nameof(Generation), "is no number of a file"))
            : head is { BaseBytes: < 0 or > ChangeFile.Longest } ? (null, new(1, nameof(BaseBytes), "is no length of a file"))
            : (head, fault);
    }

    /// <summary>Writes it in the place of the one before.</summary>
    public void Write(DataFolder data, string path)
    {
        var next = $"{path}.new";
        using (var file = ChangeFile.Create(data, next))
        {
            file.Append(JsonSerializer.SerializeToUtf8Bytes(this, Json));
        }

        File.Move(next, path, overwrite: true);
    }

    [JsonSerializable(typeof(StoreHead))]
    private sealed partial class HeadTypes : JsonSerializerContext;
}
