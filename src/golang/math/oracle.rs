//! Arguments and results recorded from a running Prometheus (Go 1.27, linux/amd64), as bits.
//!
//! About half of each table are arguments where the platform's C library gives another last digit; the others are
//! drawn from the whole range, subnormals and limits included.

/// Fails unless every recorded result comes out with exactly its bits.
fn check<const N: usize>(name: &str, rows: &[([u64; N], u64)], function: impl Fn([f64; N]) -> f64) {
    for (arguments, expected) in rows {
        let arguments = arguments.map(f64::from_bits);
        let got = function(arguments);
        let expected = f64::from_bits(*expected);
        assert_eq!(got.to_bits(), expected.to_bits(), "{name}{arguments:?}: got {got:?}, expected {expected:?}");
    }
}

#[test]
fn exp_has_the_recorded_bits() {
    check(
        "exp",
        &[
            ([0x3f11_87bc_e07a_fdc2], 0x3ff0_0046_1f8d_2a54),
            ([0x3f76_3c49_b64f_8e47], 0x3ff0_164b_c438_01ad),
            ([0x3fca_8fcc_279d_fa44], 0x3ff3_b098_758e_bfe3),
            ([0x3fd6_50e3_976c_0700], 0x3ff6_acdf_d28b_ed8f),
            ([0x3fd8_70ab_2191_3ad0], 0x3ff7_70c4_dc8d_6ebe),
            ([0x3fdf_191f_6ef6_0000], 0x3ffa_02aa_a934_7a58),
            ([0x3fee_ffb1_634e_a8a0], 0x4005_138f_1fa6_93df),
            ([0x3ff2_30ac_97d0_7327], 0x4008_efb1_df8d_7e2b),
            ([0x3ff9_19ce_3a78_f98a], 0x4013_341b_16fa_c5df),
            ([0x4030_2306_5332_b0e1], 0x4163_6f13_e6c1_91d6),
            ([0x403e_f4c5_a384_2de5], 0x42b9_493b_a450_248e),
            ([0x405c_b9ce_f328_5faf], 0x4a4b_4a84_a44f_3d32),
            ([0x405d_5aae_33ef_ed98], 0x4a85_108e_df84_29dd),
            ([0x4077_24eb_91dc_43f9], 0x6152_e811_3875_ce11),
            ([0x4086_21a3_8fdc_4b19], 0x7fca_6bed_8b01_d2cc),
            ([0x4086_240e_9f26_b854], 0x7fd1_df92_9612_4fd4),
            ([0x4113_a920_99e7_307d], 0x7ff0_0000_0000_0000),
            ([0x42f6_538c_cab5_1ff3], 0x7ff0_0000_0000_0000),
            ([0xbe78_b092_2b0d_83ab], 0x3fef_ffff_ce9e_dbd0),
            ([0xc086_1499_b9a7_c921], 0x0038_b891_4c29_6199),
        ],
        |[x]| super::exp(x),
    );
}

#[test]
fn log_has_the_recorded_bits() {
    check(
        "log",
        &[
            ([0x0000_0000_0000_2df2], 0xc086_28b7_6e3a_7b4a),
            ([0x0000_0000_0000_4165], 0xc086_28b7_6e3a_7b40),
            ([0x0000_0264_d862_052f], 0xc086_28b6_3be5_3482),
            ([0x0000_0bf9_dfcf_20fc], 0xc086_28b1_7387_2aad),
            ([0x0000_0d34_d71e_dc02], 0xc086_28b0_d687_1002),
            ([0x0000_642d_9e47_71ca], 0xc086_2885_f1b7_4630),
            ([0x0000_92d0_2b87_ab14], 0xc086_286f_4f16_cdf0),
            ([0x0004_4bcd_4bbe_d7ef], 0xc086_26d0_5585_b526),
            ([0x0006_6291_2025_a546], 0xc086_2607_b471_dd6b),
            ([0x0120_cc03_6a2d_5100], 0xc085_c483_b48e_2a73),
            ([0x01a5_989e_b058_ab19], 0xc085_9624_7a74_c524),
            ([0x3fb2_7fdf_3633_f5f3], 0xc005_04fb_fd44_cf97),
            ([0x3fc4_3be1_248b_08f8], 0xbffd_83c5_5d35_490f),
            ([0x3fca_fa17_b6db_ce80], 0xbff8_e9ab_99d4_5da8),
            ([0x3fe5_6384_e2fd_a000], 0xbfd9_c8a3_63c1_f8ae),
            ([0x4005_26ff_9f14_7540], 0x3fef_1d27_8dfa_782c),
            ([0x4008_35c3_2d86_ca80], 0x3ff1_b79a_04f4_23e0),
            ([0x44f4_5d7c_3b53_b6e7], 0x404b_d8b4_9f41_a794),
            ([0x7ff0_0000_0000_0000], 0x7ff0_0000_0000_0000),
            ([0x8000_0000_0000_0000], 0xfff0_0000_0000_0000),
        ],
        |[x]| super::log(x),
    );
}

#[test]
fn log2_has_the_recorded_bits() {
    check(
        "log2",
        &[
            ([0x0000_0000_0001_03fd], 0xc090_87e9_2975_59dc),
            ([0x0000_e3ed_8635_59e5], 0xc090_08ab_969c_b7e3),
            ([0x3fc5_72ea_b7f1_bc00], 0xc004_9e0a_9851_1166),
            ([0x3fd8_4601_3153_3ef0], 0xbff6_610b_461c_b421),
            ([0x3fe0_0000_0000_0000], 0xbff0_0000_0000_0000),
            ([0x3fe2_1a15_422c_dfd0], 0xbfea_4d43_f4ec_5fcb),
            ([0x3fe3_7fc5_e740_0000], 0xbfe6_de85_b680_8228),
            ([0x3fea_3db1_468e_f5f0], 0xbfd2_51eb_5b03_652c),
            ([0x3fef_fffe_99a2_d632], 0xbeb0_2814_862a_cc95),
            ([0x3ff0_0000_0000_0000], 0x0000_0000_0000_0000),
            ([0x3ff0_0000_001d_427b], 0x3e05_1b3d_8000_0000),
            ([0x3ff0_0000_0023_272e], 0x3e09_5b89_4000_0000),
            ([0x3ff0_0000_002a_bd8a], 0x3e0e_d4a7_0000_0000),
            ([0x3ff0_0000_0035_3716], 0x3e13_317d_6000_0000),
            ([0x3ff0_0000_003b_b4dd], 0x3e15_88d9_6000_0000),
            ([0x3ff0_03be_738b_b80d], 0x3f55_987c_5b66_0200),
            ([0x3ff1_4ba5_3e29_7e83], 0x3fbc_c143_ee28_fed8),
            ([0x3ff3_f1cc_2905_629a], 0x3fd4_58cf_aab2_446a),
            ([0x4850_0000_0000_0000], 0x4060_c000_0000_0000),
            ([0x6a13_c57f_de84_d05d], 0x4085_1271_5ae3_698c),
        ],
        |[x]| super::log2(x),
    );
}

#[test]
fn log10_has_the_recorded_bits() {
    check(
        "log10",
        &[
            ([0x0000_070b_282d_684c], 0xc073_3f3f_3d5d_9bef),
            ([0x0025_b966_e7c3_aae1], 0xc073_3380_35b9_13a6),
            ([0x3e10_7db5_d1ab_9ee0], 0xc022_0919_5521_89c6),
            ([0x3e2e_9c41_1cf0_2404], 0xc020_e570_27a2_ab9e),
            ([0x3e4c_265b_cee3_4c56], 0xc01f_87a2_02c6_e014),
            ([0x3edf_11f4_fe2c_4c35], 0xc014_8571_b90f_c884),
            ([0x3f0f_14b4_94d3_bf4c], 0xc010_e886_c4fb_9e5b),
            ([0x3fe1_f21b_00a0_ea73], 0xbfd0_137a_f323_9c2c),
            ([0x3ff0_0000_0000_0000], 0x0000_0000_0000_0000),
            ([0x4024_0000_0000_0000], 0x3ff0_0000_0000_0000),
            ([0x4032_4a13_9aa4_0639], 0x3ff4_31f7_1a99_8a5a),
            ([0x407b_5e2f_1b25_c76b], 0x4005_2182_2af5_486c),
            ([0x408b_b08f_31b7_9467], 0x4007_946a_1961_8c94),
            ([0x4119_8781_d982_b2b5], 0x4016_7c5f_d1d7_0f45),
            ([0x41ed_a361_b154_c260], 0x4023_3306_e09c_cdfb),
            ([0x4353_f51e_4569_65a0], 0x4030_5a02_d5fc_40df),
            ([0x4374_dcdf_d6f0_6948], 0x4030_f912_1533_c2d5),
            ([0x5496_6d83_468e_e2eb], 0x4058_df23_e159_acb3),
            ([0x54d2_a7da_02de_909e], 0x4059_2715_dcff_054f),
            ([0x69f1_713f_1d49_6cc7], 0x4069_4a8c_6e99_0c18),
        ],
        |[x]| super::log10(x),
    );
}

#[test]
fn sin_has_the_recorded_bits() {
    check(
        "sin",
        &[
            ([0x0000_0364_ec6b_c226], 0x0000_0364_ec6b_c226),
            ([0x3fdb_ccc7_8fc4_0200], 0x3fda_ef14_edff_b93c),
            ([0x4047_d61e_9df8_f92b], 0xbfe0_b24e_3ac9_138d),
            ([0x40a3_5d6e_e6ad_87bf], 0xbd17_35d8_8924_8000),
            ([0x40fc_b2cf_8e9e_c146], 0x3d81_2655_94ff_2b00),
            ([0x4100_8a79_6509_8e9e], 0x3d9c_f4d4_e7f3_cb80),
            ([0x419a_10f7_d49c_3907], 0x3fc8_71c7_1c22_236b),
            ([0x41a9_3387_4c2b_c4a9], 0xbfe7_1955_4816_ee5a),
            ([0x41d4_6f95_65fd_d340], 0xbfef_f0f2_ba39_864c),
            ([0x41f5_df1e_1578_2420], 0xbfef_77a5_ac0f_556a),
            ([0x42a1_7947_0250_78a4], 0xbfe8_3159_3338_f3b5),
            ([0x4350_6553_6c4f_db5d], 0x3fed_cdaa_70c9_98a6),
            ([0x4405_36bf_a605_d42f], 0x3fdd_fd70_007c_9a0b),
            ([0x7f71_7e80_289e_4f69], 0xbfd1_6aea_7502_cf64),
            ([0x81d7_3667_e256_e304], 0x81d7_3667_e256_e304),
            ([0xbff0_6371_9b27_6080], 0xbfeb_56bf_6740_9d77),
            ([0xbffd_7317_591d_94f0], 0xbfee_d7a4_b7a6_ecd6),
            ([0xc07d_bebd_6851_4b60], 0x3fef_fc4d_85b6_309c),
            ([0xc083_a28c_59d5_433b], 0xbcf1_b191_40c0_c000),
            ([0xc0c6_9190_c677_5c72], 0xbfd6_2470_90c0_cd35),
        ],
        |[x]| super::sin(x),
    );
}

#[test]
fn cos_has_the_recorded_bits() {
    check(
        "cos",
        &[
            ([0x0000_0050_60d4_3c2b], 0x3ff0_0000_0000_0000),
            ([0x3f81_9b38_363e_9a0e], 0x3fef_ffb2_813a_32d6),
            ([0x3fa4_7dc9_f430_3700], 0x3fef_f970_a3ef_f193),
            ([0x3fd1_d426_218d_ce08], 0x3fee_c430_000a_05ce),
            ([0x3ff6_3c9a_560e_8e00], 0x3fc7_0ab3_09d4_638c),
            ([0x4016_3bbe_6a83_d780], 0x3fe7_f491_21b2_cb46),
            ([0x405c_713b_c65a_c75e], 0x3fe9_0b32_70f1_e6c1),
            ([0x407a_c513_3ac4_608e], 0x3fdf_4130_fe85_df29),
            ([0x408f_03fa_eff3_eb24], 0x3fef_09df_1244_306f),
            ([0x40f6_6560_ab60_a330], 0x3fec_9f28_94bb_3bfe),
            ([0x4113_9db6_5b5a_668b], 0xbfaa_6d71_4e9a_b0c5),
            ([0x4363_95d1_b402_beeb], 0x3fed_db51_bb7e_43e4),
            ([0x4366_2938_3116_be3f], 0x3feb_3392_efa7_a0bb),
            ([0x7ec2_5fe5_69cd_76a1], 0xbfc7_4272_e259_1648),
            ([0x7f6f_21d5_0f5f_d2df], 0xbfe1_8093_ae02_7453),
            ([0x7f71_ac70_17de_32de], 0x3fe9_a738_e46a_8900),
            ([0x8000_0782_0885_49a5], 0x3ff0_0000_0000_0000),
            ([0xbfdb_de65_34b0_2cb0], 0x3fed_0387_6170_672d),
            ([0xc190_785c_3fe6_b08f], 0xbfec_cd74_4d1b_bd16),
            ([0xffab_fa80_f4d9_e641], 0x3f70_683b_ab7b_abc1),
        ],
        |[x]| super::cos(x),
    );
}

#[test]
fn tan_has_the_recorded_bits() {
    check(
        "tan",
        &[
            ([0x0000_0a8f_ec23_bb1f], 0x0000_0a8f_ec23_bb1f),
            ([0x000c_895a_b3b0_8570], 0x000c_895a_b3b0_8570),
            ([0x3fdf_f839_9366_b37c], 0x3fe1_7643_76e4_35d5),
            ([0x3fe4_d48c_18de_c352], 0x3fe8_5fd3_e4f2_ca47),
            ([0x3fe7_709a_78c7_458e], 0x3fec_c810_1d5d_3e2c),
            ([0x3fe9_f645_3e45_8016], 0x3ff0_d9fc_8892_3552),
            ([0x3fee_ddb1_a8e9_0000], 0x3ff7_13bc_d483_8a38),
            ([0x40bd_eccd_8124_2c99], 0xc041_3287_5ff0_f809),
            ([0x40ec_35ca_b85e_ba57], 0x3fde_9bd8_d93d_2ad2),
            ([0x40f5_f9c0_88dd_91b0], 0xbff3_53b0_8007_217e),
            ([0x4125_0e40_d2a2_d312], 0xbffa_612f_86c6_f657),
            ([0x4163_0f84_6638_ef1f], 0xbfff_5372_c75e_fd73),
            ([0x4180_4268_d0e0_0fb7], 0x3ff9_2f6e_6b84_01f3),
            ([0x41ac_c2be_1478_18f2], 0xbfb7_e874_642a_6606),
            ([0x4283_462d_1b40_2569], 0xc004_7143_59c6_8d96),
            ([0x54d7_3806_48dd_59fd], 0xc000_e8a3_0eed_d427),
            ([0x5521_20e8_0742_7139], 0x3fde_86b9_0d4f_03df),
            ([0xc0f9_708c_5e5a_b8c3], 0xbfdd_3079_076c_5294),
            ([0xc1f8_2099_2412_1ac6], 0x3fdf_e724_ae8a_2edc),
            ([0xd4e4_6b4e_8e78_fa3a], 0xbf8e_56f7_9590_8268),
        ],
        |[x]| super::tan(x),
    );
}

#[test]
fn asin_has_the_recorded_bits() {
    check(
        "asin",
        &[
            ([0x018c_23f7_812f_2243], 0x018c_23f7_812f_2243),
            ([0x3ded_6db9_051f_cf7e], 0x3ded_6db9_051f_cf7e),
            ([0x3e41_f1d0_d7b4_d80f], 0x3e41_f1d0_d7b4_d810),
            ([0x3f79_54b8_75d9_acf2], 0x3f79_54c3_0adb_768b),
            ([0x3fae_6637_d8ae_0700], 0x3fae_6acc_3a4f_9bb1),
            ([0x3fc1_78e8_405f_bc89], 0x3fc1_86ea_6043_6f40),
            ([0x3fd1_34cc_56f4_0000], 0x3fd1_6baa_234e_5e82),
            ([0x3fd2_b5b1_62c0_0000], 0x3fd2_fcae_7b81_f012),
            ([0x3fd3_8b66_302a_e000], 0x3fd3_dc9f_fea8_4a4c),
            ([0x3fd9_0418_1dd7_3e40], 0x3fd9_b384_9d02_705a),
            ([0x3fe6_f61f_3f45_b800], 0x3fe9_9bcf_e506_772d),
            ([0x3fe7_5238_3f74_efa0], 0x3fea_2129_b039_5861),
            ([0x3fe8_ca46_0000_0000], 0x3fec_5bf9_2913_b647),
            ([0x3fec_52a4_5d9f_f740], 0x3ff1_630e_161e_038a),
            ([0x3fef_0a51_1e1b_bbc0], 0x3ff5_344d_b214_7f3b),
            ([0x3fef_ff83_2c71_fbe9], 0x3ff8_f54a_8ec8_38ce),
            ([0x3fef_fffe_0a49_ac0d], 0x3ff9_1c61_cc1c_cf60),
            ([0x3fef_ffff_fff3_9ff5], 0x3ff9_21ed_4200_a91a),
            ([0xbeaa_8e80_f6de_e282], 0xbeaa_8e80_f6de_e58e),
            ([0xbf3d_a7a6_3696_93f8], 0xbf3d_a7a6_4791_0dde),
        ],
        |[x]| super::asin(x),
    );
}

#[test]
fn acos_has_the_recorded_bits() {
    check(
        "acos",
        &[
            ([0x0000_034f_01b3_ecc7], 0x3ff9_21fb_5444_2d18),
            ([0x01a0_91d4_38fb_ab5e], 0x3ff9_21fb_5444_2d18),
            ([0x3dd1_4df2_af9d_a325], 0x3ff9_21fb_543f_d99b),
            ([0x3dfd_43f9_988b_3b6d], 0x3ff9_21fb_5426_e91e),
            ([0x3ebd_ff37_18e8_767c], 0x3ff9_21f9_7450_bb89),
            ([0x3f38_f65c_5ba2_f764], 0x3ff9_206b_ee7d_d0e2),
            ([0x3faa_1e0d_4c39_be3b], 0x3ff8_50f3_b089_e27d),
            ([0x3fd4_987e_c60d_d000], 0x3ff3_e3f9_fdeb_072a),
            ([0x3fe9_a0e7_8cc0_c000], 0x3fe4_8b5f_f593_dbc7),
            ([0x3fea_757e_d9d3_4540], 0x3fe3_1d4a_adf9_4765),
            ([0x3fee_d30a_d9b3_b0b0], 0x3fd1_66d4_d75d_c848),
            ([0x3fef_4ab0_df57_9d80], 0x3fca_fae9_e151_1200),
            ([0x3fef_f898_04c1_17e1], 0x3fa5_c5e8_3e7d_dea0),
            ([0x3fef_fffe_3d2a_06e2], 0x3f55_3b9f_1b97_5800),
            ([0x3fef_fffe_aa0b_e1bd], 0x3f52_7df2_ee3f_4400),
            ([0x3fef_fffe_ea40_0340], 0x3f50_aa74_0064_d000),
            ([0x3fef_ffff_bb93_da8e], 0x3f40_8b27_9161_3000),
            ([0x3ff0_0000_0000_0000], 0x0000_0000_0000_0000),
            ([0xbfd4_2b6a_1d5c_2610], 0x3ffe_4338_0135_f77c),
        ],
        |[x]| super::acos(x),
    );
}

#[test]
fn atan_has_the_recorded_bits() {
    check(
        "atan",
        &[
            ([0x0221_6ecd_0be6_edce], 0x0221_6ecd_0be6_edce),
            ([0x3e62_945b_52e5_6b27], 0x3e62_945b_52e5_6b25),
            ([0x3ee0_0983_ebb7_5d20], 0x3ee0_0983_ebb6_0568),
            ([0x3fb2_f3d6_e79b_e6e2], 0x3fb2_eb01_1c34_4284),
            ([0x3fdf_f5ba_7fac_53b8], 0x3fdd_a42e_e47c_b46e),
            ([0x3fec_7481_a1b1_e20b], 0x3fe7_422d_94de_b22e),
            ([0x3fed_8cd8_62a9_b1a0], 0x3fe7_dc18_6aa7_f9ba),
            ([0x401f_99a5_995d_ee32], 0x3ff7_1e3f_20f1_e1a3),
            ([0x406d_0578_ee05_3dcb], 0x3ff9_1056_f64b_1118),
            ([0x407a_8323_5cf0_a801], 0x3ff9_1853_6bac_2eaf),
            ([0x40c1_e827_f830_9718], 0x3ff9_2188_f5a7_92b4),
            ([0x4193_2c26_be21_506f], 0x3ff9_21fb_50ed_9e09),
            ([0x4201_bd16_9a0a_519a], 0x3ff9_21fb_543c_f5d3),
            ([0x433e_7386_fc7a_e208], 0x3ff9_21fb_5444_2d17),
            ([0x69e4_b9b4_dc4c_12b6], 0x3ff9_21fb_5444_2d18),
            ([0x6a35_496a_3db4_6ff2], 0x3ff9_21fb_5444_2d18),
            ([0x8000_204e_e162_8451], 0x8000_204e_e162_8451),
            ([0xbff2_5edf_5409_4200], 0xbfeb_561a_90ec_f663),
            ([0xc0f3_3207_3fd4_ae68], 0xbff9_21ed_fe1e_7e7f),
            ([0xc33b_c2d4_3b00_a792], 0xbff9_21fb_5444_2d17),
        ],
        |[x]| super::atan(x),
    );
}

#[test]
fn sinh_has_the_recorded_bits() {
    check(
        "sinh",
        &[
            ([0x0000_0000_3603_2fee], 0x0000_0000_3603_2fee),
            ([0x3e71_fe81_6ce9_61e5], 0x3e71_fe81_6ce9_61e8),
            ([0x3eab_5571_f8df_e4d7], 0x3eab_5571_f8df_e82b),
            ([0x3fc0_e5b2_dbc7_b730], 0x3fc0_f245_f85c_589a),
            ([0x3fc1_f73e_5c19_8000], 0x3fc2_065c_0c03_f3da),
            ([0x3fd8_1e81_b4cf_a3c0], 0x3fd8_b1b4_2822_e6f7),
            ([0x3fe7_3c97_9bd1_f045], 0x3fe9_5551_ef2d_0408),
            ([0x3fee_5a0a_bc0e_d080], 0x3ff1_8e4f_3821_823b),
            ([0x403a_1d69_c0c2_0449], 0x4239_8f6b_c767_7868),
            ([0x4040_712a_f349_bff0], 0x42d5_bb70_ab1a_7b93),
            ([0x404b_0ff1_3612_e6d8], 0x44c0_f93b_c39b_11e7),
            ([0x404e_7721_028a_e6f0], 0x455d_f2d0_38f7_e999),
            ([0x4052_18a2_3786_9f58], 0x4665_8bbc_56af_974d),
            ([0x6958_4810_d4b1_7280], 0x7ff0_0000_0000_0000),
            ([0xbfd4_85af_d2a8_f480], 0xbfd4_e02f_0a2d_f323),
            ([0xbfee_fb6b_89bc_3858], 0xbff2_06fa_4beb_eabf),
            ([0xc011_aae4_1e70_1e2d], 0xc044_b4da_907c_1cd8),
            ([0xc02e_0214_87f4_a6f0], 0xc139_0acb_0603_0160),
            ([0xc085_4bdf_a351_2000], 0xfd52_0ca0_c21a_218f),
            ([0xc086_2034_868c_4ff7], 0xffb6_1622_0f9e_ed4f),
        ],
        |[x]| super::sinh(x),
    );
}

#[test]
fn cosh_has_the_recorded_bits() {
    check(
        "cosh",
        &[
            ([0x3dba_da93_79db_47dd], 0x3ff0_0000_0000_0000),
            ([0x3ea9_5423_8f8c_3e7c], 0x3ff0_0000_0000_0503),
            ([0x3f00_d923_6c84_024c], 0x3ff0_0000_0023_7b93),
            ([0x3f95_b25d_141f_0000], 0x3ff0_00eb_6206_8996),
            ([0x3f9e_2503_6ace_46f3], 0x3ff0_01c6_6179_e80a),
            ([0x3fc6_73b4_4115_0e00], 0x3ff0_3f2c_4f83_2243),
            ([0x3fe5_205e_3ce6_8b35], 0x3ff3_9d8c_f210_4689),
            ([0x3fee_ce42_c733_2a00], 0x3ff8_012a_9e93_2b31),
            ([0x3ffa_6d38_241c_7678], 0x4005_a129_e7e4_5023),
            ([0x4023_fd01_d201_feee], 0x40c5_6285_8131_c5cd),
            ([0x4034_ec45_7312_4258], 0x41c2_31bd_3e08_97b1),
            ([0x4035_995e_ae60_0a00], 0x41d1_e350_72c5_7fb4),
            ([0x4040_9b02_9bc5_dd10], 0x42de_2291_70e6_e653),
            ([0x4040_b668_d827_e25c], 0x42e2_a9fe_7e2d_d8c9),
            ([0x4062_6652_309e_1add], 0x4d24_8d1b_859b_751e),
            ([0x4086_20f4_f4d1_ae4d], 0x7fb8_4328_12c4_3d57),
            ([0x4086_2b25_1cfb_93d0], 0x7fd5_acb7_bd1d_b484),
            ([0xc032_3dde_7a43_05a6], 0x4183_ef29_415a_354b),
            ([0xc041_a357_6c67_ee0f], 0x430d_b4a1_5b78_979b),
            ([0xfe24_4f06_ab46_a313], 0x7ff0_0000_0000_0000),
        ],
        |[x]| super::cosh(x),
    );
}

#[test]
fn tanh_has_the_recorded_bits() {
    check(
        "tanh",
        &[
            ([0x3e6e_13d1_0aff_ad37], 0x3e6e_13d1_0aff_ad2e),
            ([0x3ea4_74fe_7073_2ff4], 0x3ea4_74fe_7073_2d2b),
            ([0x3faf_66b7_a697_6400], 0x3faf_5ca7_4af0_1c29),
            ([0x3fb0_fcc3_81c4_0000], 0x3fb0_f664_5d25_af5e),
            ([0x3fc5_bc5b_640c_aaf8], 0x3fc5_877b_97ac_96c6),
            ([0x3fd8_7843_161e_7000], 0x3fd7_57de_6666_4abe),
            ([0x3fe0_8124_99d2_6300], 0x3fde_5cf8_602c_73fb),
            ([0x3fe3_b690_702f_5ff8], 0x3fe1_8c2e_0d84_77f7),
            ([0x3fe5_5b11_0a53_0720], 0x3fe2_a9f1_3eb9_35d8),
            ([0x3fe6_8f3c_6e00_bf7a], 0x3fe3_70d2_b186_8709),
            ([0x3fe6_ebc9_3f74_3c20], 0x3fe3_aad0_5c36_5bdb),
            ([0x4025_a660_b818_919d], 0x3fef_ffff_ff93_2e84),
            ([0x4027_e8a5_afcd_a13e], 0x3fef_ffff_fff4_a1c2),
            ([0x43b8_8538_e623_d99a], 0x3ff0_0000_0000_0000),
            ([0x4426_f051_34ac_520a], 0x3ff0_0000_0000_0000),
            ([0xbebe_26f5_c607_982b], 0xbebe_26f5_c607_7479),
            ([0xbfba_ccf9_a6a6_be17], 0xbfba_b404_e398_92ae),
            ([0xbfd8_543e_cb1f_fac0], 0xbfd7_389e_5114_8ba3),
            ([0xbfdb_ef66_7a39_4700], 0xbfda_495e_c363_0d48),
            ([0xbfe0_e90f_3297_f28e], 0xbfde_fd0d_64d4_d4ea),
        ],
        |[x]| super::tanh(x),
    );
}

#[test]
fn asinh_has_the_recorded_bits() {
    check(
        "asinh",
        &[
            ([0x0000_0063_3fab_282a], 0x0000_0063_3fab_282a),
            ([0x3fed_7e6c_d5c1_0000], 0x3fea_658e_512f_5145),
            ([0x3fef_fffe_5267_e3b5], 0x3fec_3435_31b4_f5ac),
            ([0x3ff6_137c_66ff_2220], 0x3ff2_04bf_f5b1_a568),
            ([0x4004_2e5a_c959_0c0f], 0x3ffa_7d5b_3d8e_2b7a),
            ([0x4006_98fd_ba9c_1530], 0x3ffc_2f1f_d65f_e2b8),
            ([0x402b_a5c3_95ba_3b04], 0x400a_9115_608a_604a),
            ([0x4044_d9bb_d380_420e], 0x4011_b1fd_1b5d_b95a),
            ([0x40d9_0bbc_72e1_3643], 0x4025_b0ce_b00d_d532),
            ([0x4111_b1f8_e72c_c861], 0x402a_8a7f_2793_e3ae),
            ([0x4193_29e1_1998_9667], 0x4032_e538_c268_26af),
            ([0x41fc_1f09_c0ac_bdd8], 0x4037_7013_3bf2_5991),
            ([0x43a4_f3b3_8c0a_ebd7], 0x4044_ede2_7bd3_d754),
            ([0x5f80_0000_0000_0000], 0x4075_ebb8_35fd_4b41),
            ([0x6a8a_5f47_a7d8_4d64], 0x407d_939e_194f_73bd),
            ([0x8000_000a_b1bf_37f5], 0x8000_000a_b1bf_37f5),
            ([0xc023_e479_7486_f120], 0xc007_f160_3197_b0d4),
            ([0xc038_84f7_4eba_cfec], 0xc00f_24eb_84a4_86e4),
            ([0xc041_80ac_0336_bd24], 0xc010_fed2_513b_3da0),
            ([0xc130_e503_74e1_a24c], 0xc02d_3892_d28b_4206),
        ],
        |[x]| super::asinh(x),
    );
}

#[test]
fn acosh_has_the_recorded_bits() {
    check(
        "acosh",
        &[
            ([0x3ff0_0000_0000_0000], 0x0000_0000_0000_0000),
            ([0x3ff0_0000_0020_7598], 0x3f00_1d4b_2f07_5f83),
            ([0x3ff0_0000_98e4_8007], 0x3f51_7c99_3775_3ee1),
            ([0x3ff0_026d_dae1_1e3e], 0x3fa1_a1dc_1f7f_4748),
            ([0x3ff0_031d_7878_39ea], 0x3fa3_f793_568f_52e5),
            ([0x3ffa_86f3_e396_41d8], 0x3ff1_7905_303c_ca5c),
            ([0x4000_0075_5d8e_27ec], 0x3ff5_12c9_f49f_ca3c),
            ([0x4005_a664_f6c9_8ecc], 0x3ffa_7161_b3fc_4860),
            ([0x4005_ef14_80a5_c800], 0x3ffa_aac1_7656_3dac),
            ([0x4006_8e57_873e_e900], 0x3ffb_2588_2b52_1ff4),
            ([0x4007_c38f_a053_0800], 0x3ffc_093c_bf0a_4e7c),
            ([0x400a_8fb9_0d4b_42dc], 0x3ffd_ea2f_1951_53f2),
            ([0x4017_55cf_25a6_edc8], 0x4003_9858_683e_1a06),
            ([0x4025_059b_d478_57c0], 0x4008_58aa_d868_9e2c),
            ([0x40f6_6231_f63c_bcde], 0x4028_3d0d_205e_e898),
            ([0x4127_add1_853c_d477], 0x402c_8287_d47d_fc21),
            ([0x41c4_9673_4fe0_5cb2], 0x4035_0be8_c220_bd01),
            ([0x41f1_cacf_892c_3329], 0x4036_fae3_3fa6_7cae),
            ([0x7ec5_b689_018e_b71b], 0x4085_cce4_1f10_094d),
            ([0x7ff0_0000_0000_0000], 0x7ff0_0000_0000_0000),
        ],
        |[x]| super::acosh(x),
    );
}

#[test]
fn atanh_has_the_recorded_bits() {
    check(
        "atanh",
        &[
            ([0x3dfa_ee16_785b_5b71], 0x3dfa_ee16_785b_5b71),
            ([0x3e0f_7763_fe4c_f780], 0x3e0f_7763_fe4c_f780),
            ([0x3eb7_7f44_4cca_e27a], 0x3eb7_7f44_4cca_f35e),
            ([0x3eff_02f8_0c5c_dbc7], 0x3eff_02f8_0c83_b143),
            ([0x3f4a_7c0b_c5e4_7431], 0x3f4a_7c0c_26a5_efaa),
            ([0x3fb2_76f1_0dc1_c000], 0x3fb2_7f2a_1536_8c7a),
            ([0x3fb6_0f5a_ddc6_fb00], 0x3fb6_1d65_566b_6a00),
            ([0x3fb6_2b45_2ef6_9760], 0x3fb6_3985_6249_c8ad),
            ([0x3fb7_0ee6_11b3_6c40], 0x3fb7_1ef0_9bc6_2217),
            ([0x3fbb_56f7_7df8_3f9a], 0x3fbb_71c2_4523_75c1),
            ([0x3fc0_43c0_cb3b_6300], 0x3fc0_5a61_df93_916a),
            ([0x3fc0_e1f6_92c7_4800], 0x3fc0_fb4a_5a11_119f),
            ([0x3fc3_a8b3_8f02_2500], 0x3fc3_d0d7_b22d_661b),
            ([0x3fca_e624_a9f3_3214], 0x3fcb_4e49_5385_a4a8),
            ([0x3fe8_ba5a_d622_f800], 0x3ff0_6f0f_6481_cc9f),
            ([0x3fea_6ffc_fe9b_bf88], 0x3ff2_d0b1_8a36_0aa1),
            ([0xbe99_45f2_9cb2_6f1d], 0xbe99_45f2_9cb2_706d),
            ([0xbfac_ff62_a81c_7800], 0xbfad_0756_7cf8_58e2),
            ([0xbfc5_5297_aa4e_6cb0], 0xbfc5_85f1_247e_fe5a),
            ([0xbfd9_d28f_582e_2000], 0xbfdb_60fc_81f3_910b),
        ],
        |[x]| super::atanh(x),
    );
}

#[test]
fn pow_has_the_recorded_bits() {
    check(
        "pow",
        &[
            ([0x3dd3_3a53_70a7_d068, 0xbfbc_9794_329d_534d], 0x402b_3e08_cb78_4f56),
            ([0x3f96_4701_e6a9_6358, 0x405f_ba82_f4e5_54df], 0x1421_5a0a_20b2_0396),
            ([0x3fc1_a11d_92e2_2400, 0x4051_0000_0000_0000], 0x33c6_d810_7d4b_e26c),
            ([0x3fdc_a063_694d_4e10, 0xbfe0_0000_0000_0000], 0x3ff7_ec6e_196a_401f),
            ([0x3fde_5c49_ec3e_0c54, 0x3fb5_15d6_0cc9_404b], 0x3fee_17f7_e3bb_3e68),
            ([0x3fe6_218c_145a_d160, 0x3fb4_fad7_e862_aeb8], 0x3fef_0c23_51ea_5b32),
            ([0x3fe9_8396_b049_aa00, 0x401e_bc46_4f96_a22c], 0x3fc6_74d5_b80f_5154),
            ([0x3fe9_aaac_6270_d000, 0x3fee_cbd7_fdd3_11ca], 0x3fe9_e169_2b5b_7c0f),
            ([0x3fec_aecd_66d1_0800, 0x3fe0_0000_0000_0000], 0x3fee_4bc9_8d60_73f1),
            ([0x3ff0_0000_d2af_f1b4, 0xbff0_0000_0000_0000], 0x3fef_fffe_5aa0_3245),
            ([0x3ff0_0000_fca5_3092, 0x4070_f000_0000_0000], 0x3ff0_010b_7b91_a155),
            ([0x40e1_74dd_dbff_dc9d, 0x4055_4000_0000_0000], 0x7ff0_0000_0000_0000),
            ([0x41f5_f899_bac1_d08e, 0x4010_5264_da3a_c8e8], 0x4835_bb74_6964_5005),
            ([0x4228_14b6_4620_86ec, 0x0000_0a89_5da8_0a0f], 0x3ff0_0000_0000_0000),
            ([0x4230_a44e_92ac_9deb, 0x3fc2_e4d9_a1fd_ece0], 0x4044_014f_f602_141f),
            ([0x4285_f784_e83a_559d, 0xc018_0000_0000_0000], 0x3063_1cd5_aeea_6b1a),
            ([0x7e31_73cf_c7d5_e37d, 0xbff0_0000_0000_0000], 0x01ad_5642_d7ad_2d53),
            ([0x7e64_7347_7ab0_c2ce, 0x3feb_2077_a80f_8960], 0x74e1_f29c_543b_103d),
            ([0x7e9e_00cf_8604_86fb, 0x3f8e_7633_fb03_50a6], 0x40de_36b5_0b94_c83e),
            ([0x7ed6_1684_f281_6163, 0x3fc3_137d_cf42_fe18], 0x494f_e87d_9812_0e5d),
        ],
        |[base, exponent]| super::pow(base, exponent),
    );
}

#[test]
fn atan2_has_the_recorded_bits() {
    check(
        "atan2",
        &[
            ([0x0000_0000_0000_0000, 0x7e1b_d745_a520_6490], 0x0000_0000_0000_0000),
            ([0x0000_0000_0000_0000, 0x7e27_e8c7_ce71_24f0], 0x0000_0000_0000_0000),
            ([0x3e0c_6d68_6bd0_71ec, 0x4084_144c_7f45_04f4], 0x3d76_a6ef_8f63_9fe4),
            ([0x3fc4_8801_4390_9500, 0x4077_03dc_58e3_26c4], 0x3f3c_8be9_0965_d031),
            ([0x3fe3_14ec_07ad_9000, 0x3ee4_d654_5ca4_e3bd], 0x3ff9_21e9_db70_5123),
            ([0x3fe5_a37f_d0ea_6310, 0x3f9c_234e_8e41_d4c6], 0x3ff8_7ba0_c75b_9df3),
            ([0x3ff0_0000_4aae_8ec3, 0x3e61_998a_2d89_86d2], 0x3ff9_21fb_4b77_682a),
            ([0x3ff0_0000_4b90_27a2, 0x4072_9000_0000_0000], 0x3f6b_9517_d8a7_ea41),
            ([0x3ff0_0000_4ca5_057c, 0x3feb_585d_06ca_7db4], 0x3feb_a338_e6c5_a233),
            ([0x3ff0_0000_743c_6f97, 0xc004_0c2a_0e45_4938], 0x4006_1860_f871_6780),
            ([0x4008_0000_0000_0000, 0x408c_4a2a_7844_8e25], 0x3f6b_25c7_d2a3_8106),
            ([0x4022_b439_2b7c_caee, 0x3f23_3cd0_d33a_84ce], 0x3ff9_21ea_df6b_b891),
            ([0x4023_1e1e_a9a4_a83a, 0x3fee_9697_75d4_405d], 0x3ff7_89bd_2c16_0053),
            ([0x408e_3000_0000_0000, 0x7ed6_8fa5_364c_74ec], 0x01a5_6894_8c83_9fff),
            ([0x4292_7885_f21b_b93a, 0x406c_d000_0000_0000], 0x3ff9_21fb_5441_0e6d),
            ([0x429a_cd4a_eb04_e275, 0x8000_75d5_9209_74e3], 0x3ff9_21fb_5444_2d18),
            ([0x7e35_fba5_07a0_a328, 0x41a1_92a1_947e_2951], 0x3ff9_21fb_5444_2d18),
            ([0xbdf1_c340_90af_e209, 0x4042_0000_0000_0000], 0xbd9f_9401_0138_ae49),
            ([0xbff0_0000_0000_0000, 0x3fff_c49f_1822_8cdc], 0xbfdd_dc2e_a370_0198),
            ([0xc023_5185_86b9_f467, 0xbe79_edc4_473a_16b1], 0xbff9_21fb_56f3_5ef4),
        ],
        |[y, x]| super::atan2(y, x),
    );
}

#[test]
fn results_that_are_not_numbers() {
    let nan = f64::NAN;
    let infinity = f64::INFINITY;
    for (name, got) in [
        ("exp", super::exp(nan)),
        ("log", super::log(-1.0)),
        ("log of NaN", super::log(nan)),
        ("log2", super::log2(-5e-324)),
        ("log10", super::log10(-infinity)),
        ("sin", super::sin(infinity)),
        ("cos", super::cos(-infinity)),
        ("tan", super::tan(infinity)),
        ("asin", super::asin(1.0 + f64::EPSILON)),
        ("acos", super::acos(nan)),
        ("atan", super::atan(nan)),
        ("atan2", super::atan2(nan, infinity)),
        ("sinh", super::sinh(nan)),
        ("cosh", super::cosh(nan)),
        ("tanh", super::tanh(nan)),
        ("asinh", super::asinh(nan)),
        ("acosh", super::acosh(0.5)),
        ("atanh", super::atanh(-1.5)),
        ("pow of a negative base", super::pow(-8.0, 1.0 / 3.0)),
        ("pow of NaN", super::pow(nan, 2.0)),
    ] {
        assert!(got.is_nan(), "{name} gave {got}");
    }
}

#[test]
fn limits_and_signed_zeros() {
    let infinity = f64::INFINITY;
    for (name, got, expected) in [
        ("exp just below the largest power", super::exp(709.437), infinity),
        ("exp(-Inf)", super::exp(-infinity), 0.0),
        ("exp2(0.5), an ulp low", super::exp2(0.5), f64::from_bits(0x3ff6_a09e_667f_3bcc)),
        ("exp2 of a whole number", super::exp2(-1074.0), 5e-324),
        ("exp2(1024)", super::exp2(1024.0), infinity),
        ("exp2(-Inf)", super::exp2(-infinity), 0.0),
        ("exp2(-0)", super::exp2(-0.0), 1.0),
        ("log(-0)", super::log(-0.0), -infinity),
        ("log2(+Inf)", super::log2(infinity), infinity),
        ("log2 of a subnormal", super::log2(5e-324), -1074.0),
        ("sin(-0)", super::sin(-0.0), -0.0),
        ("tan(-0)", super::tan(-0.0), -0.0),
        ("asin(-0)", super::asin(-0.0), -0.0),
        ("atan(-0)", super::atan(-0.0), -0.0),
        ("atan2(-0, +0)", super::atan2(-0.0, 0.0), -0.0),
        ("atan2(-0, -0)", super::atan2(-0.0, -0.0), -std::f64::consts::PI),
        ("atan2(1, +Inf)", super::atan2(1.0, infinity), 0.0),
        ("atan2(-Inf, -Inf)", super::atan2(-infinity, -infinity), -3.0 * std::f64::consts::FRAC_PI_4),
        ("sinh(-0)", super::sinh(-0.0), -0.0),
        ("sinh(-Inf)", super::sinh(-infinity), -infinity),
        ("cosh(-Inf)", super::cosh(-infinity), infinity),
        ("tanh(-Inf)", super::tanh(-infinity), -1.0),
        ("tanh(-0)", super::tanh(-0.0), -0.0),
        ("asinh(-Inf)", super::asinh(-infinity), -infinity),
        ("acosh(1)", super::acosh(1.0), 0.0),
        ("atanh(-1)", super::atanh(-1.0), -infinity),
        ("pow(NaN, 0)", super::pow(f64::NAN, 0.0), 1.0),
        ("pow(-0, -3)", super::pow(-0.0, -3.0), -infinity),
        ("pow(-0, -2)", super::pow(-0.0, -2.0), infinity),
        ("pow(-Inf, 3)", super::pow(-infinity, 3.0), -infinity),
        ("pow(-Inf, -3)", super::pow(-infinity, -3.0), -0.0),
        ("pow(-1, Inf)", super::pow(-1.0, infinity), 1.0),
        ("pow(0.5, -Inf)", super::pow(0.5, -infinity), infinity),
        ("pow(-2, 2^63)", super::pow(-2.0, 9_223_372_036_854_775_808.0), infinity),
    ] {
        assert_eq!(got.to_bits(), f64::to_bits(expected), "{name} gave {got}");
    }
}
