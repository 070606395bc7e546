using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using AlbEmulator.Machine;

namespace AlbEmulator.AwsApis.ElbV2.Resources;

/// <summary>The types of what the API made that are kept as JSON.</summary>
[JsonSerializable(typeof(StateChange))]
[JsonSerializable(typeof(KeptState.Whole))]
internal sealed partial class KeptTypes : JsonSerializerContext
{
    public static JsonTypeInfo<T> Of<T>()
        where T : class =>
        KeptJson.Of<T>(Default, new NodeJson());
}
