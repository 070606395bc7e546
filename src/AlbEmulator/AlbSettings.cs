using System.Diagnostics.CodeAnalysis;
using AlbEmulator.Networks;

namespace AlbEmulator;

/// <summary>The section <c>Alb</c> of <c>appsettings.json</c>; any of it may come as <c>--Alb:Name=value</c> or <c>Alb__Name</c>.</summary>
public sealed class AlbSettings
{
    private string? _accessLog;
    private string? _logStore;

    /// <summary>
    /// Topology files, separated by commas; empty for <c>alb.yaml</c>, <c>alb.yml</c> or <c>alb.json</c> of the working
    /// directory or, without one, for <c>config/alb.json</c>.
    /// </summary>
    public string Topology { get; set; } = "";

    /// <summary>What a topology file would hold, YAML or JSON, in the setting itself: one topology with the files.</summary>
    public string TopologyText { get; set; } = "";

    /// <summary>For ARNs, names of log files, DNS names.</summary>
    public string Region { get; set; } = "us-east-1";

    /// <summary>12 digits; for ARNs and names of log files.</summary>
    public string AccountId { get; set; } = "000000000000";

    /// <summary>
    /// Where the emulator itself answers; empty switches it off. With port 0 it is one that is free, and the setting says which once
    /// the emulator starts.
    /// </summary>
    public string ControlUrl { get; set; } = "http://127.0.0.1:4580";

    /// <summary>
    /// Hosts by which the control port may be called beyond those of this machine, separated by commas;
    /// <c>*.example.com</c> is every host below <c>example.com</c>.
    /// </summary>
    public string ControlHosts { get; set; } = "";

    /// <summary>What every request to the control port has to show; empty for nothing. A secret: it is told nowhere.</summary>
    public string ControlToken { get; set; } = "";

    /// <summary>
    /// Whether faults are injected and targets held by the control port also where others than this machine can reach it.
    /// </summary>
    public bool ConsoleActions { get; set; }

    /// <summary>Where listeners bind unless their load balancer says otherwise.</summary>
    public string BindAddress { get; set; } = "127.0.0.1";

    /// <summary>
    /// Ports that are bound in place of those of listeners, by port (<c>80</c>), by load balancer and port (<c>shop/80</c>), or
    /// for all others (<c>*</c>); <c>0</c> is one that is free.
    /// </summary>
    public Dictionary<string, string> PortMap { get; set; } = [];

    /// <summary>Where a run tells which ports it has bound, as JSON, and where commands look that ask it; empty for nowhere.</summary>
    public string PortsFile { get; set; } = "";

    /// <summary>
    /// Whether rules and transforms look at the host without its port, which an ALB does not: for clients that reach listeners
    /// at a port that AWS's clients would not use.
    /// </summary>
    public bool IgnoreHostPort { get; set; }

    /// <summary>What stands behind the region in the DNS names of load balancers that the API made.</summary>
    public string DnsSuffix { get; set; } = "elb.localhost";

    /// <summary>Addresses or host names of EC2 instances by their id.</summary>
    public Dictionary<string, string> Instances { get; set; } = [];

    /// <summary>
    /// What is asked by <c>DescribeInstances</c> where an instance is that <see cref="Instances"/> does not have: the URL of
    /// an EC2 endpoint, or <c>ec2</c> for EC2 itself; empty for none.
    /// </summary>
    public string Ec2Endpoint { get; set; } = "";

    /// <summary>PEM files of certificates by their ARN: one file, or certificate and key with a comma between them.</summary>
    public Dictionary<string, string> Certificates { get; set; } = [];

    /// <summary>
    /// What HTTPS listeners without a certificate show in place of one that is made: a PEM file with its key, or certificate and
    /// key with a comma between them, or a PFX file; empty for one that is made.
    /// </summary>
    public string DevelopmentCertificate { get; set; } = "";

    /// <summary>Of <see cref="DevelopmentCertificate"/> where that is a PFX file. A secret: it is told nowhere.</summary>
    public string DevelopmentCertificatePassword { get; set; } = "";

    /// <summary>Whether topology files are only what the API starts with, and may change.</summary>
    public bool FileIsSeed { get; set; }

    /// <summary>
    /// Values of the parameters of CloudFormation templates, and of what only AWS knows of their resources, by <c>NAME</c> or, for
    /// one stack, by <c>STACK.NAME</c>.
    /// </summary>
    public Dictionary<string, string> Parameters { get; set; } = [];

    /// <summary>What <c>Fn::ImportValue</c> gives, by the name of the export.</summary>
    public Dictionary<string, string> ImportValues { get; set; } = [];

    /// <summary>Name of the stack of a CloudFormation template that has none of its own; that of its file when it is empty.</summary>
    public string StackName { get; set; } = "";

    /// <summary>
    /// The listener that is made up for rules whose own is in no file, and for listeners without a load balancer: protocol
    /// and port, such as <c>HTTP:80</c>; empty for none.
    /// </summary>
    public string AssumeListener { get; set; } = "";

    /// <summary>Whether targets of templates, plans and descriptions that are not on this machine get requests all the same.</summary>
    public bool UseAddresses { get; set; }

    /// <summary>Where services of compose files, and containers, are asked for.</summary>
    public ContainerAddresses ContainerAddresses { get; set; } = ContainerAddresses.Auto;

    /// <summary>
    /// Whether the emulator starts without what the API made earlier: what is kept of that below <see cref="DataDirectory"/> is
    /// moved aside.
    /// </summary>
    public bool Fresh { get; set; }

    /// <summary>Everything written goes below it.</summary>
    public string DataDirectory { get; set; } = "data";

    /// <summary>
    /// Where what the APIs make is kept, and the keys of cookies and logins: empty for the data folder of this emulator alone, or
    /// <c>etcd://HOST:PORT,HOST:PORT/PREFIX</c> for all emulators that name the same, the nodes of one load balancer.
    /// </summary>
    public string Store { get; set; } = "";

    /// <summary>How that etcd is reached.</summary>
    public EtcdSettings Etcd { get; set; } = new();

    /// <summary>The address by which other nodes and clients know this one; empty for the one that its listeners bind, or the first of the machine's where they bind all.</summary>
    public string NodeAddress { get; set; } = "";

    /// <summary>What is kept, or copied of what is kept elsewhere, is below it.</summary>
    internal string StoreFolder => Store.Length == 0 ? DataDirectory : Path.Combine(DataDirectory, "store");

    /// <summary>Who may read what is made below <see cref="DataDirectory"/>, beside private keys.</summary>
    public DataAccess DataAccess { get; set; } = DataAccess.User;

    /// <summary>
    /// The live access log; <c>-</c> for standard output, empty for none. Unless it is said, <c>access.log</c> below
    /// <see cref="DataDirectory"/>.
    /// </summary>
    [AllowNull]
    public string AccessLog
    {
        get => _accessLog ?? Path.Combine(DataDirectory, "access.log");
        set => _accessLog = value;
    }

    /// <summary>The live connection log; as <see cref="AccessLog"/>.</summary>
    public string ConnectionLog { get; set; } = "";

    /// <summary>The live health check log; as <see cref="AccessLog"/>.</summary>
    public string HealthCheckLog { get; set; } = "";

    /// <summary>
    /// Where logs are delivered that load balancers keep in buckets: a folder, an S3 endpoint, or <c>s3</c>. Unless it is
    /// said, the folder <c>s3</c> below <see cref="DataDirectory"/>.
    /// </summary>
    [AllowNull]
    public string LogStore
    {
        get => _logStore ?? Path.Combine(DataDirectory, "s3");
        set => _logStore = value;
    }

    /// <summary>How long the interval is that one object of a delivered log holds, in seconds.</summary>
    public int LogIntervalSeconds { get; set; } = 300;

    /// <summary>How much of the disk logs may take that wait for delivery.</summary>
    public int LogSpoolMegabytes { get; set; } = 1024;

    /// <summary>Whether AWS's quotas and minimums apply.</summary>
    public LimitsMode Limits { get; set; } = LimitsMode.Relaxed;

    /// <summary>What several emulators share so that one takes the cookies of the other; empty for keys of its own.</summary>
    public string StickinessSecret { get; set; } = "";

    /// <summary>Where Lambda functions are.</summary>
    public LambdaSettings Lambda { get; set; } = new();

    /// <summary>Where user pools of Amazon Cognito are, and the load balancer as their client.</summary>
    public CognitoSettings Cognito { get; set; } = new();

    /// <summary>What files cannot tell of the load balancer as a client of OpenID Connect providers.</summary>
    public OidcSettings Oidc { get; set; } = new();

    /// <summary>How manifests of Kubernetes are read, and what a cluster is told.</summary>
    public KubernetesSettings Kubernetes { get; set; } = new();

    /// <summary>Whether the control port answers what clients ask EC2 and STS beside the ELBv2 API.</summary>
    public bool Companions { get; set; } = true;

    /// <summary>The VPCs, subnets, security groups and instances that there are.</summary>
    public NetworkSettings Network { get; set; } = new();

    /// <summary>Where metrics and traces go by OTLP, such as <c>http://localhost:4318</c>; empty for nowhere.</summary>
    public string OtlpEndpoint { get; set; } = "";

    /// <summary>Whether responses say which rule took the request, and which target group and target it went to.</summary>
    public bool DebugHeaders { get; set; }

    /// <summary>How many of the last requests the control port can tell about; 0 for none.</summary>
    public int JournalSize { get; set; } = 1000;

    /// <summary>Whether each request is told in a short line on standard output.</summary>
    public RequestLinesMode RequestLines { get; set; } = RequestLinesMode.Auto;

    /// <summary>How long requests in flight may go on after SIGTERM, in seconds.</summary>
    public int ShutdownTimeoutSeconds { get; set; } = 30;

    /// <summary>Whether a log goes to standard output, and nothing else.</summary>
    internal bool IsStandardOutputTaken => AccessLog == "-" || ConnectionLog == "-" || HealthCheckLog == "-";
}

/// <summary>The section <c>Alb:Lambda</c>.</summary>
public sealed record LambdaSettings
{
    /// <summary>
    /// What speaks Lambda's Invoke API for every function, such as <c>http://localhost:4566</c>; empty where targets
    /// have an <c>InvokeUrl</c> each.
    /// </summary>
    public string Endpoint { get; set; } = "";
}

/// <summary>The section <c>Alb:Cognito</c>.</summary>
public sealed record CognitoSettings
{
    /// <summary>
    /// What answers <c>/oauth2/authorize</c>, <c>/oauth2/token</c> and <c>/oauth2/userInfo</c> for every user pool, such as
    /// <c>http://localhost:9229</c>; empty for the pool's own domain.
    /// </summary>
    public string Endpoint { get; set; } = "";

    /// <summary>Secrets of clients of user pools, by the id of the client. AWS gets them by itself. They are told nowhere.</summary>
    public Dictionary<string, string> ClientSecrets { get; set; } = [];
}

/// <summary>The section <c>Alb:Oidc</c>.</summary>
public sealed record OidcSettings
{
    /// <summary>
    /// Secrets of clients, by the id of the client, where the template, the plan or the answer of AWS that an
    /// <c>authenticate-oidc</c> action comes from does not have it. They are told nowhere.
    /// </summary>
    public Dictionary<string, string> ClientSecrets { get; set; } = [];
}

/// <summary><c>Alb:Limits</c>: <c>Strict</c> applies AWS's quotas and minimums, <c>Relaxed</c> what a laptop can do.</summary>
public enum LimitsMode
{
    Relaxed,
    Strict,
}

/// <summary>
/// <c>Alb:ContainerAddresses</c>: in the containers' own <c>Network</c>, by the names of services, or where their ports are
/// <c>Published</c> on this machine; <c>Auto</c> is the one where the emulator is a container among them, and else the other.
/// </summary>
public enum ContainerAddresses
{
    Auto,
    Network,
    Published,
}

/// <summary>
/// <c>Alb:RequestLines</c>: <c>Auto</c> tells requests on a terminal and in a container, unless standard output is a log's;
/// <c>On</c> and <c>Off</c> say it.
/// </summary>
public enum RequestLinesMode
{
    Auto,
    On,
    Off,
}

/// <summary>
/// <c>Alb:DataAccess</c>: who may read what is made below the data folder: the <c>User</c> that the emulator runs as, also
/// the <c>Group</c> of that user, or <c>All</c>.
/// </summary>
public enum DataAccess
{
    User,
    Group,
    All,
}
