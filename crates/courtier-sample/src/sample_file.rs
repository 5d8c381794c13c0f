//! The three files: names, headers, and how far the generation of one has gone.

use crate::spec::SampleSpec;

/// One of the files of a sample.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SampleFile {
    /// The bank list.
    Banks,
    /// The applicants' projects.
    Opportunities,
    /// The banks' proposals.
    Proposals,
}

/// How far a generation has gone: one call after each written chunk of at most 8,192 rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// The file being written.
    pub file: SampleFile,
    /// Rows of this file written so far.
    pub rows_done: u64,
    /// Rows that this file will have.
    pub rows_total: u64,
}

impl SampleFile {
    /// The files, in the order in which they are written and stored.
    pub const ALL: [Self; 3] = [Self::Banks, Self::Opportunities, Self::Proposals];

    /// Returns the file's name, in a folder and in the archive.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Banks => "banques_test.csv",
            Self::Opportunities => "opportunity_test.csv",
            Self::Proposals => "propositions_test.csv",
        }
    }

    /// Returns the file's header, without line end.
    #[must_use]
    pub const fn header(self) -> &'static str {
        match self {
            Self::Banks => "Id,CreatedDate,Name",
            Self::Opportunities => OPPORTUNITY_HEADER,
            Self::Proposals => {
                "Id,CreatedDate,Opportunity__c,Partenaire__c,TXHA__c,DureePret_Mois__c,TauxAss__c,Etape_Source__c"
            }
        }
    }

    /// Returns the rows this file has in such a sample.
    pub(crate) const fn rows(self, spec: SampleSpec) -> u64 {
        match self {
            Self::Banks => spec.banks(),
            Self::Opportunities => spec.opportunities,
            Self::Proposals => spec.proposals(),
        }
    }
}

const OPPORTUNITY_HEADER: &str = "Id,A_une_proposition_de_sa_banque__c,Age_emprunteur__c,Appel_Automatique__c,\
Avancement__c,BanquePrincipaleEmp__c,Connaissances_en_immobilier__c,CreatedDate,Deja_souscrit_credit_immo__c,\
DurSouhaitePret__c,EntiteMTXPiste__c,Esperance_de_gain_franchise__c,Esperance_de_gain_franchise_initiale__c,\
Esperance_de_gain_plateforme__c,Esperance_de_gain_plateforme_initiale__c,HonorairMTX__c,Id_ApporteurWeb__c,\
MensuSouhaitePret__c,MontAppPerso__c,MontEstimTravaux__c,MontPretCEL__c,MontPretPel__c,MontPretPricip__c,\
MontPretRel__c,MontPretTxZero__c,Nombre_de_banques_consultees__c,Origine__c,Points_profil__c,\
Points_profil_franchise__c,Points_profil_initiaux__c,Points_profil_initiaux_franchise__c,PropFinal__c,RecordTypeId,\
Residuel__c,SituActu__c,StageName,Taux_d_apport__c,TechMail_CategorieProfessionnelleCoEmpru__c,\
TechMail_CategorieProfessionnelleEmpru__c,TechMail_ContratDeTravailCoEmprunteur__c,\
TechMail_ContratDeTravailEmprunteur__c,TotalProposition__c,TotCharges__c,TotRev__c,Tx_Completude_Pieces__c,\
TxEndetApres__c,TypBien__c,TypProj__c,UsagBien__c";
