using AlbEmulator.Networks;

namespace AlbEmulator.Commands;

/// <summary>Every setting of the section <c>Alb</c>, and what is set by it.</summary>
internal static class SettingTable
{
    private static SettingSection<LambdaSettings> Lambda { get; } = new SettingSection<LambdaSettings>()
        .Text(nameof(LambdaSettings.Endpoint), static (lambda, text) => lambda.Endpoint = text);

    private static SettingSection<CognitoSettings> Cognito { get; } = new SettingSection<CognitoSettings>()
        .Text(nameof(CognitoSettings.Endpoint), static (cognito, text) => cognito.Endpoint = text)
        .Texts(nameof(CognitoSettings.ClientSecrets), static cognito => cognito.ClientSecrets);

    private static SettingSection<OidcSettings> Oidc { get; } = new SettingSection<OidcSettings>()
        .Texts(nameof(OidcSettings.ClientSecrets), static oidc => oidc.ClientSecrets);

    private static SettingSection<EtcdSettings> Etcd { get; } = new SettingSection<EtcdSettings>()
        .Flag(nameof(EtcdSettings.Tls), static (etcd, flag) => etcd.Tls = flag)
        .Text(nameof(EtcdSettings.AuthorityFile), static (etcd, text) => etcd.AuthorityFile = text)
        .Text(nameof(EtcdSettings.CertificateFile), static (etcd, text) => etcd.CertificateFile = text)
        .Text(nameof(EtcdSettings.KeyFile), static (etcd, text) => etcd.KeyFile = text)
        .Text(nameof(EtcdSettings.User), static (etcd, text) => etcd.User = text)
        .Text(nameof(EtcdSettings.Password), static (etcd, text) => etcd.Password = text);

    private static SettingSection<KubernetesSettings> Kubernetes { get; } = new SettingSection<KubernetesSettings>()
        .Choice<KubernetesTargets>(nameof(KubernetesSettings.Targets), static (kubernetes, choice) => kubernetes.Targets = choice)
        .Choice<KubernetesTargetType>(nameof(KubernetesSettings.TargetType), static (kubernetes, choice) => kubernetes.TargetType = choice)
        .Text(nameof(KubernetesSettings.IngressClass), static (kubernetes, text) => kubernetes.IngressClass = text)
        .Text(nameof(KubernetesSettings.ClusterName), static (kubernetes, text) => kubernetes.ClusterName = text)
        .Choice<StatusWriting>(nameof(KubernetesSettings.WriteStatus), static (kubernetes, choice) => kubernetes.WriteStatus = choice);

    private static SettingSection<VpcSettings> Vpc { get; } = new SettingSection<VpcSettings>()
        .Text(nameof(VpcSettings.Cidr), static (vpc, text) => vpc.Cidr = text)
        .Flag(nameof(VpcSettings.Default), static (vpc, flag) => vpc.Default = flag)
        .Texts(nameof(VpcSettings.Tags), static vpc => vpc.Tags);

    private static SettingSection<SubnetSettings> Subnet { get; } = new SettingSection<SubnetSettings>()
        .Text(nameof(SubnetSettings.Vpc), static (subnet, text) => subnet.Vpc = text)
        .Text(nameof(SubnetSettings.Zone), static (subnet, text) => subnet.Zone = text)
        .Text(nameof(SubnetSettings.Cidr), static (subnet, text) => subnet.Cidr = text)
        .Flag(nameof(SubnetSettings.Public), static (subnet, flag) => subnet.Public = flag)
        .Texts(nameof(SubnetSettings.Tags), static subnet => subnet.Tags);

    private static SettingSection<SecurityGroupSettings> SecurityGroup { get; } = new SettingSection<SecurityGroupSettings>()
        .Text(nameof(SecurityGroupSettings.Vpc), static (group, text) => group.Vpc = text)
        .Text(nameof(SecurityGroupSettings.Name), static (group, text) => group.Name = text)
        .Text(nameof(SecurityGroupSettings.Description), static (group, text) => group.Description = text)
        .Texts(nameof(SecurityGroupSettings.Tags), static group => group.Tags);

    private static SettingSection<InstanceSettings> Instance { get; } = new SettingSection<InstanceSettings>()
        .Text(nameof(InstanceSettings.Address), static (instance, text) => instance.Address = text)
        .Text(nameof(InstanceSettings.Subnet), static (instance, text) => instance.Subnet = text)
        .Texts(nameof(InstanceSettings.Tags), static instance => instance.Tags);

    private static SettingSection<NetworkSettings> Network { get; } = new SettingSection<NetworkSettings>()
        .Sections(nameof(NetworkSettings.Vpcs), static network => network.Vpcs, Vpc)
        .Sections(nameof(NetworkSettings.Subnets), static network => network.Subnets, Subnet)
        .Sections(nameof(NetworkSettings.SecurityGroups), static network => network.SecurityGroups, SecurityGroup)
        .Sections(nameof(NetworkSettings.Instances), static network => network.Instances, Instance);

    public static SettingSection<AlbSettings> Alb { get; } = new SettingSection<AlbSettings>()
        .Text(nameof(AlbSettings.Topology), static (alb, text) => alb.Topology = text)
        .Text(nameof(AlbSettings.TopologyText), static (alb, text) => alb.TopologyText = text)
        .Text(nameof(AlbSettings.Region), static (alb, text) => alb.Region = text)
        .Text(nameof(AlbSettings.AccountId), static (alb, text) => alb.AccountId = text)
        .Text(nameof(AlbSettings.ControlUrl), static (alb, text) => alb.ControlUrl = text)
        .Text(nameof(AlbSettings.ControlHosts), static (alb, text) => alb.ControlHosts = text)
        .Text(nameof(AlbSettings.ControlToken), static (alb, text) => alb.ControlToken = text)
        .Flag(nameof(AlbSettings.ConsoleActions), static (alb, flag) => alb.ConsoleActions = flag)
        .Text(nameof(AlbSettings.BindAddress), static (alb, text) => alb.BindAddress = text)
        .Map(nameof(AlbSettings.PortMap), static alb => alb.PortMap)
        .Text(nameof(AlbSettings.PortsFile), static (alb, text) => alb.PortsFile = text)
        .Flag(nameof(AlbSettings.IgnoreHostPort), static (alb, flag) => alb.IgnoreHostPort = flag)
        .Text(nameof(AlbSettings.DnsSuffix), static (alb, text) => alb.DnsSuffix = text)
        .Map(nameof(AlbSettings.Instances), static alb => alb.Instances)
        .Text(nameof(AlbSettings.Ec2Endpoint), static (alb, text) => alb.Ec2Endpoint = text)
        .Map(nameof(AlbSettings.Certificates), static alb => alb.Certificates)
        .Text(nameof(AlbSettings.DevelopmentCertificate), static (alb, text) => alb.DevelopmentCertificate = text)
        .Text(nameof(AlbSettings.DevelopmentCertificatePassword), static (alb, text) => alb.DevelopmentCertificatePassword = text)
        .Flag(nameof(AlbSettings.FileIsSeed), static (alb, flag) => alb.FileIsSeed = flag)
        .Map(nameof(AlbSettings.Parameters), static alb => alb.Parameters)
        .Map(nameof(AlbSettings.ImportValues), static alb => alb.ImportValues)
        .Text(nameof(AlbSettings.StackName), static (alb, text) => alb.StackName = text)
        .Text(nameof(AlbSettings.AssumeListener), static (alb, text) => alb.AssumeListener = text)
        .Flag(nameof(AlbSettings.UseAddresses), static (alb, flag) => alb.UseAddresses = flag)
        .Choice<ContainerAddresses>(nameof(AlbSettings.ContainerAddresses), static (alb, choice) => alb.ContainerAddresses = choice)
        .Flag(nameof(AlbSettings.Fresh), static (alb, flag) => alb.Fresh = flag)
        .Text(nameof(AlbSettings.DataDirectory), static (alb, text) => alb.DataDirectory = text)
        .Text(nameof(AlbSettings.Store), static (alb, text) => alb.Store = text)
        .Section(nameof(AlbSettings.Etcd), static alb => alb.Etcd, Etcd)
        .Text(nameof(AlbSettings.NodeAddress), static (alb, text) => alb.NodeAddress = text)
        .Choice<DataAccess>(nameof(AlbSettings.DataAccess), static (alb, choice) => alb.DataAccess = choice)
        .TextOrNull(nameof(AlbSettings.AccessLog), static (alb, text) => alb.AccessLog = text)
        .Text(nameof(AlbSettings.ConnectionLog), static (alb, text) => alb.ConnectionLog = text)
        .Text(nameof(AlbSettings.HealthCheckLog), static (alb, text) => alb.HealthCheckLog = text)
        .TextOrNull(nameof(AlbSettings.LogStore), static (alb, text) => alb.LogStore = text)
        .Number(nameof(AlbSettings.LogIntervalSeconds), static (alb, number) => alb.LogIntervalSeconds = number)
        .Number(nameof(AlbSettings.LogSpoolMegabytes), static (alb, number) => alb.LogSpoolMegabytes = number)
        .Choice<LimitsMode>(nameof(AlbSettings.Limits), static (alb, choice) => alb.Limits = choice)
        .Text(nameof(AlbSettings.StickinessSecret), static (alb, text) => alb.StickinessSecret = text)
        .Section(nameof(AlbSettings.Lambda), static alb => alb.Lambda, Lambda)
        .Section(nameof(AlbSettings.Cognito), static alb => alb.Cognito, Cognito)
        .Section(nameof(AlbSettings.Oidc), static alb => alb.Oidc, Oidc)
        .Section(nameof(AlbSettings.Kubernetes), static alb => alb.Kubernetes, Kubernetes)
        .Flag(nameof(AlbSettings.Companions), static (alb, flag) => alb.Companions = flag)
        .Section(nameof(AlbSettings.Network), static alb => alb.Network, Network)
        .Text(nameof(AlbSettings.OtlpEndpoint), static (alb, text) => alb.OtlpEndpoint = text)
        .Flag(nameof(AlbSettings.DebugHeaders), static (alb, flag) => alb.DebugHeaders = flag)
        .Number(nameof(AlbSettings.JournalSize), static (alb, number) => alb.JournalSize = number)
        .Choice<RequestLinesMode>(nameof(AlbSettings.RequestLines), static (alb, choice) => alb.RequestLines = choice)
        .Number(nameof(AlbSettings.ShutdownTimeoutSeconds), static (alb, number) => alb.ShutdownTimeoutSeconds = number);
}
