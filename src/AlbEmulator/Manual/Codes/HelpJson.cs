using System.Text.Json;
using System.Text.Json.Serialization;
using AlbEmulator.Machine;

namespace AlbEmulator.Manual.Codes;

/// <summary>Everything that <c>alb help</c> tells of codes, for the console: by the code, and of which kind it is there.</summary>
internal static partial class HelpJson
{
    public static byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(
        HelpTable.Groups
            .SelectMany(static group => group.Entries, static (group, entry) => new ToldCode(entry.Code, group.What, entry.Meaning, entry.Reasons, entry.Next))
            .GroupBy(static told => told.Code)
            .ToDictionary(static told => told.Key, static told => told.ToArray()),
        Json.Readable.DictionaryStringToldCodeArray);

    /// <param name="Code">As the log, the journal or a client has it.</param>
    /// <param name="What">Which kind it is, and where it stands.</param>
    /// <param name="Meaning">What it says.</param>
    /// <param name="Reasons">Why it usually comes.</param>
    /// <param name="Next">What to look at or to do.</param>
    internal sealed record ToldCode(string Code, string What, string Meaning, string Reasons, string Next);

    [JsonSerializable(typeof(Dictionary<string, ToldCode[]>))]
    private sealed partial class Json : JsonSerializerContext
    {
        public static Json Readable { get; } = new(ReadableJson.Options());
    }
}
