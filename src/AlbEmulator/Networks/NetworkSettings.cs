namespace AlbEmulator.Networks;

/// <summary>
/// The section <c>Alb:Network</c>: what there is beside the load balancers, each by its id. Empty, there is what a new
/// account has: a default VPC with a subnet in each zone and a default security group.
/// </summary>
public sealed record NetworkSettings
{
    /// <summary>By ids such as <c>vpc-0a1b2c3d</c>.</summary>
    public Dictionary<string, VpcSettings> Vpcs { get; init; } = [];

    /// <summary>By ids such as <c>subnet-0a1b2c3d</c>.</summary>
    public Dictionary<string, SubnetSettings> Subnets { get; init; } = [];

    /// <summary>By ids such as <c>sg-0a1b2c3d</c>.</summary>
    public Dictionary<string, SecurityGroupSettings> SecurityGroups { get; init; } = [];

    /// <summary>By ids such as <c>i-0123456789abcdef0</c>.</summary>
    public Dictionary<string, InstanceSettings> Instances { get; init; } = [];
}

/// <summary>A VPC of the settings. Where no subnet says that it is in it, it has one in each zone.</summary>
public sealed record VpcSettings
{
    /// <summary>Such as <c>10.0.0.0/16</c>.</summary>
    public string Cidr { get; set; } = "";

    /// <summary>Whether it is the default VPC.</summary>
    public bool Default { get; set; }

    public Dictionary<string, string> Tags { get; init; } = [];
}

/// <summary>A subnet of the settings.</summary>
public sealed record SubnetSettings
{
    /// <summary>Its id; may be left out where there is one VPC.</summary>
    public string Vpc { get; set; } = "";

    /// <summary>Such as <c>us-east-1a</c>, or <c>a</c> for that of whichever region is asked.</summary>
    public string Zone { get; set; } = "";

    /// <summary>Such as <c>10.0.1.0/24</c>; a part of its VPC's when it is left out.</summary>
    public string Cidr { get; set; } = "";

    /// <summary>Whether its routes lead to the internet.</summary>
    public bool Public { get; set; } = true;

    public Dictionary<string, string> Tags { get; init; } = [];
}

/// <summary>A security group of the settings.</summary>
public sealed record SecurityGroupSettings
{
    /// <summary>The id of its VPC; may be left out where there is one.</summary>
    public string Vpc { get; set; } = "";

    /// <summary><c>default</c> for the one that every VPC has.</summary>
    public string Name { get; set; } = "";

    public string Description { get; set; } = "";

    public Dictionary<string, string> Tags { get; init; } = [];
}

/// <summary>An instance of the settings.</summary>
public sealed record InstanceSettings
{
    /// <summary>Where it answers: an IP address or, beyond AWS, a host name.</summary>
    public string Address { get; set; } = "";

    /// <summary>The id of its subnet; the one that has the address, or else the first, when it is left out.</summary>
    public string Subnet { get; set; } = "";

    public Dictionary<string, string> Tags { get; init; } = [];
}
