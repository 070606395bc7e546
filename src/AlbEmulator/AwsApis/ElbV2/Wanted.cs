using AlbEmulator.Model;

namespace AlbEmulator.AwsApis.ElbV2;

/// <summary>
/// What an action has to know of somebody else before it can be done. It is fetched while others have their turn, and then
/// the action is done anew.
/// </summary>
internal abstract record Wanted
{
    private Wanted()
    {
    }

    /// <summary>An object of <c>Alb:LogStore</c>.</summary>
    /// <param name="Bucket">Its bucket.</param>
    /// <param name="Key">Its key.</param>
    /// <param name="Longest">How many bytes it may have.</param>
    public sealed record StoredObject(string Bucket, string Key, long Longest) : Wanted;

    /// <summary>Where an instance is that no setting names.</summary>
    /// <param name="Id">Of the instance.</param>
    /// <param name="Region">Where it runs.</param>
    /// <param name="Type">Which of its addresses.</param>
    public sealed record InstanceAddress(string Id, string Region, TargetGroupAddressType Type) : Wanted;

    /// <summary>The addresses of a host name, which the topology asks for.</summary>
    /// <param name="Name">As a setting has it.</param>
    /// <param name="Type">Of which family.</param>
    public sealed record HostAddresses(string Name, TargetGroupAddressType Type) : Wanted;
}

/// <summary>What came of something that was wanted.</summary>
/// <param name="Content">Of an object.</param>
/// <param name="Address">Of an instance.</param>
/// <param name="Problem">Why there is neither, where somebody said so.</param>
internal sealed record Found(byte[]? Content = null, string? Address = null, string? Problem = null);
