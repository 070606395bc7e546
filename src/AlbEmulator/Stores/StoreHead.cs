using System.Text.Json;

namespace AlbEmulator.Stores;

/// <summary>
/// The small file that says where a state is: in <c>NAME-GENERATION.jsonl</c>. Replaced as a whole, it makes another file
/// the true one in a single step.
/// </summary>
/// <param name="Format">Of the changes.</param>
/// <param name="Generation">Number of the file that holds.</param>
/// <param name="BaseBytes">Length of what that file began with; what comes after are changes since.</param>
internal sealed record StoreHead(int Format, int Generation, long BaseBytes)
{
    /// <summary>Writes it in the place of the one before.</summary>
    public void Write(string path)
    {
        var next = $"{path}.new";
        using (var file = ChangeFile.Create(next))
        {
            file.Append(JsonSerializer.SerializeToUtf8Bytes(this));
        }

        File.Move(next, path, overwrite: true);
    }
}
