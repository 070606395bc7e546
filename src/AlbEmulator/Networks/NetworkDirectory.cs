namespace AlbEmulator.Networks;

/// <summary>
/// Tells what there is beside the load balancers: for the id of a subnet its VPC and zone, for that of an instance its
/// address.
/// </summary>
internal sealed class NetworkDirectory(AlbSettings settings, NetworkStore store)
{
    /// <summary>What there is now in a region of an account.</summary>
    public Network Of(string account, string region) => Of(account, region, store.Records);

    /// <summary>What there was when these were the records.</summary>
    public Network Of(string account, string region, NetworkRecords records) =>
        new(account, region, settings.Network, records);
}
