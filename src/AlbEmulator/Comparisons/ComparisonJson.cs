using System.Text.Json.Serialization;
using AlbEmulator.Machine;

namespace AlbEmulator.Comparisons;

/// <summary>What a comparison tells programs.</summary>
[JsonSerializable(typeof(ToldComparison))]
internal sealed partial class ComparisonJson : JsonSerializerContext
{
    public static ComparisonJson Readable { get; } = new(ReadableJson.Options());
}
