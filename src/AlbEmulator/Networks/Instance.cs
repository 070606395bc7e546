namespace AlbEmulator.Networks;

/// <summary>
/// An instance, which stands in the setting <c>Alb:Network:Instances</c>.
/// <see href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Instance.html"/>
/// </summary>
/// <param name="Id">Such as <c>i-0123456789abcdef0</c>.</param>
/// <param name="Address">Where it answers: an IP address or, beyond AWS, a host name.</param>
/// <param name="PrivateAddress">An IP address in any case: its own, or one of its subnet.</param>
/// <param name="Subnet">It is in.</param>
internal sealed record Instance(string Id, string Address, string PrivateAddress, Subnet Subnet)
{
    public const string Prefix = "i";
}
